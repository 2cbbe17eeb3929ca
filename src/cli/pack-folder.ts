import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { ScanError } from "../scan-error.ts";

export type FolderOptions = { readonly out: string | undefined; readonly resume: boolean };

/** Where things stand in an evidence pack. */
export function packPaths(folder: string): {
  readonly data: string;
  readonly snapshot: string;
  readonly assessment: string;
} {
  const data = join(folder, "data");
  return { data, snapshot: join(data, "snapshot.sqlite"), assessment: join(data, "assessment.json") };
}

/** Where a run's evidence goes: where told, or `evidence/<tenant>/<time>`; to be resumed, where the last run was left. */
export function packFolder({ out, resume }: FolderOptions, tenantId: string | null, now: Date): string {
  const ofTenant = join("evidence", tenantId ?? "tenant");
  if (!resume) return out ?? join(ofTenant, runFolder(now));

  const candidates = out === undefined ? globSync(join(ofTenant, "*")).sort().reverse() : [out];
  const folder = candidates.find((candidate) => existsSync(`${packPaths(candidate).snapshot}.partial`));
  if (folder !== undefined) return folder;
  throw new ScanError("usage/invalid", `there is nothing to resume in ${out ?? ofTenant}`);
}

/** A folder name that sorts by time: `20261123T082500Z`. */
function runFolder(at: Date): string {
  return at
    .toISOString()
    .replace(/\.\d+Z$/u, "Z")
    .replaceAll(/[-:]/gu, "");
}
