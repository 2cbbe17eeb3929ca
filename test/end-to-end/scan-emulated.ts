import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { run } from "../../src/cli/main.ts";
import type { Io } from "../../src/cli/io.ts";
import { permissionNeeds } from "../../src/collect/permissions.ts";
import type { Assessment } from "../../src/domain/assessment.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { type EmulatorOptions, type LoggedRequest, startEmulator } from "../../src/emulator/start-emulator.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";

/** The moment at which every emulated tenant of these tests is read and judged. */
export const now = new Date("2026-11-23T08:00:00.000Z");

export const bankConfig = "rules/examples/contoso-bank.yaml";

export const readPermissions = permissionNeeds().map(({ permission }) => permission);

export type Scanned = {
  readonly exitCode: number;
  readonly assessment: Assessment;
  readonly folder: string;
  readonly printed: string;
  readonly told: string;
};

export type ScanSettings = {
  readonly args?: readonly string[];
  readonly roles?: readonly string[];
  readonly intercept?: EmulatorOptions["intercept"];
};

/** A folder of its own for one test. */
export function testFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "sodscan-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An Io whose clock stands still but for its waits, which take no time. */
export function testIo(
  environment: Io["environment"] = {},
): Io & { readonly printed: string[]; readonly told: string[] } {
  const printed: string[] = [];
  const told: string[] = [];
  let waited = 0;
  return {
    printed,
    told,
    print: (text) => void printed.push(text),
    tell: (text) => void told.push(text),
    screen: null,
    environment,
    colour: false,
    columns: 120,
    now: () => new Date(now.getTime() + waited),
    sleep: (milliseconds) => {
      waited += milliseconds;
      return new Promise(setImmediate);
    },
    random: () => 0.5,
    interrupted: new AbortController().signal,
  };
}

export type Collected = { readonly path: string; readonly requests: readonly LoggedRequest[] };

/** Runs `sodscan collect` on an emulated tenant, over HTTP, with all read permissions; throws where it does not end well. */
export async function collectEmulated(
  tenant: Tenant,
  folder: string,
  { args = [], intercept }: Pick<ScanSettings, "args" | "intercept"> = {},
): Promise<Collected> {
  const emulator = await startEmulator({ tenant, now: () => now, ...(intercept === undefined ? {} : { intercept }) });
  try {
    const io = testIo({
      SODSCAN_ACCESS_TOKEN: mintToken({ roles: readPermissions, tenantId: tenant.organization.id }),
    });
    const target = ["--auth", "static-token", "--graph-url", emulator.url, "--out", folder];
    const exitCode = await run(["collect", ...target, ...args], io);
    if (exitCode === 2 || exitCode === 70) throw new Error(io.told.join("\n"));
    return { path: join(folder, "data", "snapshot.sqlite"), requests: emulator.requests };
  } finally {
    await emulator.close();
  }
}

/** Runs `sodscan scan` on an emulated tenant, over HTTP, with all read permissions unless told otherwise. */
export async function scanEmulated(tenant: Tenant, folder: string, settings: ScanSettings = {}): Promise<Scanned> {
  const { args = [], roles = readPermissions, intercept } = settings;
  const emulator = await startEmulator({ tenant, now: () => now, ...(intercept === undefined ? {} : { intercept }) });
  try {
    const io = testIo({ SODSCAN_ACCESS_TOKEN: mintToken({ roles, tenantId: tenant.organization.id }) });
    const target = ["--auth", "static-token", "--graph-url", emulator.url, "--out", folder];
    const exitCode = await run(["scan", ...target, ...args], io);
    const told = io.told.join("\n");
    if (exitCode === 2 || exitCode === 70) throw new Error(told);
    const assessment = JSON.parse(readFileSync(join(folder, "data", "assessment.json"), "utf8")) as Assessment;
    return { exitCode, assessment, folder, printed: io.printed.join("\n"), told };
  } finally {
    await emulator.close();
  }
}
