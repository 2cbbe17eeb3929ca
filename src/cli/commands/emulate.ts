import { once } from "node:events";
import { readFileSync } from "node:fs";
import { permissionNeeds } from "../../collect/permissions.ts";
import { contosoBank } from "../../emulator/contoso-bank.ts";
import { type FaultPlan, parseFaultPlan } from "../../emulator/faults/fault-plan.ts";
import { generatedTenant } from "../../emulator/generated/generated-tenant.ts";
import { parseGeneration } from "../../emulator/generated/generation.ts";
import { mintToken } from "../../emulator/mint-token.ts";
import { startEmulator } from "../../emulator/start-emulator.ts";
import { exitCodes, type ExitCode } from "../../exit-codes.ts";
import { ScanError } from "../../scan-error.ts";
import type { Io } from "../io.ts";

export type EmulateOptions = {
  readonly port: number;
  /** A tenant of these sizes instead of the bank, such as `users=1000000,groups=100000`. */
  readonly generate: string | undefined;
  /** A file that says what goes wrong on purpose. */
  readonly faults: string | undefined;
  readonly throttle: "small" | "medium" | "large" | undefined;
};

/** Serves a tenant on loopback until interrupted, and says how to scan it. */
export async function emulate({ port, generate, faults, throttle }: EmulateOptions, io: Io): Promise<ExitCode> {
  const now = io.now();
  const tenant = generate === undefined ? contosoBank({ now }) : generatedTenant(parseGeneration(generate), { now });
  const emulator = await startEmulator({
    tenant,
    port,
    now: io.now,
    ...(faults === undefined ? {} : { faults: readFaults(faults) }),
    ...(throttle === undefined ? {} : { throttle }),
  });
  const roles = permissionNeeds().map(({ permission }) => permission);
  const token = mintToken({ roles, tenantId: tenant.organization.id });
  io.print(`${tenant.organization.displayName} is served at ${emulator.url}\n`);
  io.print("Scan it from another terminal:");
  io.print(`  export SODSCAN_ACCESS_TOKEN=${token}`);
  io.print(`  sodscan scan --auth static-token --graph-url ${emulator.url}\n`);
  io.print("Its audit log is in a Log Analytics workspace, too; to read it from there, scan with");
  io.print(`  export SODSCAN_LOGS_ACCESS_TOKEN=${mintToken({ roles: [], tenantId: tenant.organization.id })}`);
  io.print(`  --workspace ${tenant.organization.id} --logs-url ${emulator.url}\n`);
  io.print("Stop it with Ctrl+C.");
  if (!io.interrupted.aborted) await once(io.interrupted, "abort");
  await emulator.close();
  return exitCodes.clean;
}

function readFaults(path: string): FaultPlan {
  try {
    return parseFaultPlan(readFileSync(path, "utf8"), path);
  } catch (cause) {
    if (cause instanceof ScanError) throw cause;
    throw new ScanError("config/unreadable", `there is no fault plan at ${path}`, { cause });
  }
}
