import { isLacking } from "../../domain/sections.ts";
import { type ExitCode, exitCodes } from "../../exit-codes.ts";
import { openSnapshot } from "../../snapshot/reader.ts";
import { collectInto } from "../collect-into.ts";
import type { GroupOptions, PackOptions, TenantOptions } from "../common-options.ts";
import type { Io } from "../io.ts";
import { groupsFor, rulesFrom } from "../judge.ts";
import { openTenant } from "../open-tenant.ts";
import { type FolderOptions, packFolder, packPaths } from "../pack-folder.ts";

export type CollectOptions = TenantOptions & FolderOptions & PackOptions & GroupOptions;

/**
 * Reads the tenant into a snapshot and judges nothing; the packs say which groups they will ask for. Exits 3 where a section
 * is not whole.
 */
export async function collectCommand(options: CollectOptions, io: Io): Promise<ExitCode> {
  const rules = rulesFrom(options);
  const tenant = await openTenant(options, io);
  const folder = packFolder(options, tenant.claims.tenantId, io.now());
  const { snapshot: path } = packPaths(folder);
  io.tell(`Reading ${tenant.graphUrl}`);
  await collectInto(path, tenant, { ...options, groups: groupsFor(rules, options) }, rules, io);

  const snapshot = await openSnapshot(path);
  io.print(`${path}\n${snapshot.digest}`);
  snapshot.close();
  return snapshot.coverage.some(isLacking) ? exitCodes.inconclusive : exitCodes.clean;
}
