import { randomUUID } from "node:crypto";
import { collect } from "../collect/collect.ts";
import type { SectionCoverage } from "../domain/sections.ts";
import type { Io } from "./io.ts";
import type { OpenTenant } from "./open-tenant.ts";
import { toolVersion } from "./version.ts";

/** Collects a tenant into a snapshot file, telling of each section as it ends. */
export async function collectInto(
  path: string,
  tenant: OpenTenant,
  { concurrency, resume = false }: { readonly concurrency: number; readonly resume?: boolean },
  io: Io,
): Promise<void> {
  await collect({
    ...tenant,
    clock: io,
    concurrency,
    runId: randomUUID(),
    toolVersion,
    path,
    resume,
    signal: io.interrupted,
    onSection: (coverage) => io.tell(progressLine(coverage)),
  });
}

function progressLine({ section, status, read, pages, reason, missingPermission }: SectionCoverage): string {
  const counts = `${String(read).padStart(8)} rows  ${String(pages).padStart(5)} pages`;
  const grant = missingPermission === undefined ? "" : ` Grant ${missingPermission}.`;
  const why = reason === undefined ? "" : `  ${reason}.${grant}`;
  return `  ${section.padEnd(26)} ${status.padEnd(8)} ${counts}${why}`;
}

/** A folder name that sorts by time: `20261123T082500Z`. */
export function runFolder(at: Date): string {
  return at
    .toISOString()
    .replace(/\.\d+Z$/u, "Z")
    .replaceAll(/[-:]/gu, "");
}
