import { once } from "node:events";
import { permissionNeeds } from "../../collect/permissions.ts";
import { contosoBank } from "../../emulator/contoso-bank.ts";
import { mintToken } from "../../emulator/mint-token.ts";
import { startEmulator } from "../../emulator/start-emulator.ts";
import { exitCodes, type ExitCode } from "../../exit-codes.ts";
import type { Io } from "../io.ts";

export type EmulateOptions = { readonly port: number };

/** Serves the bank on loopback until interrupted, and says how to scan it. */
export async function emulate({ port }: EmulateOptions, io: Io): Promise<ExitCode> {
  const tenant = contosoBank({ now: io.now() });
  const emulator = await startEmulator({ tenant, port, now: io.now });
  const token = mintToken({
    roles: permissionNeeds().map(({ permission }) => permission),
    tenantId: tenant.organization.id,
  });
  io.print(`Contoso Bank is served at ${emulator.url}\n`);
  io.print("Scan it from another terminal:");
  io.print(`  export SODSCAN_ACCESS_TOKEN=${token}`);
  io.print(`  sodscan scan --auth static-token --graph-url ${emulator.url}\n`);
  io.print("Stop it with Ctrl+C.");
  await once(io.interrupted, "abort");
  await emulator.close();
  return exitCodes.clean;
}
