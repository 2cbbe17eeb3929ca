import { type ExitCode, exitCodes } from "../../exit-codes.ts";
import { openSnapshot } from "../../snapshot/reader.ts";
import { collectInto } from "../collect-into.ts";
import type { TenantOptions } from "../common-options.ts";
import type { Io } from "../io.ts";
import { readConfig } from "../config.ts";
import { openTenant } from "../open-tenant.ts";
import { type FolderOptions, packFolder } from "../pack-folder.ts";
import { loadRules } from "../rule-files.ts";
import { packPaths } from "../write-pack.ts";

/** Reads the tenant into a snapshot and judges nothing; exits 3 where a section is not whole. */
export async function collectCommand(options: TenantOptions & FolderOptions, io: Io): Promise<ExitCode> {
  const tenant = await openTenant(options, io);
  const folder = packFolder(options, tenant.claims.tenantId, io.now());
  const { snapshot: path } = packPaths(folder);
  io.tell(`Reading ${tenant.graphUrl}`);
  await collectInto(path, tenant, options, loadRules({ rules: [], onlyRules: false }, readConfig(undefined)), io);

  const snapshot = await openSnapshot(path);
  io.print(`${path}\n${snapshot.digest}`);
  snapshot.close();
  return snapshot.coverage.every(({ status }) => status === "complete") ? exitCodes.clean : exitCodes.inconclusive;
}
