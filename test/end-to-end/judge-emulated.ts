import { join } from "node:path";
import { assess } from "../../src/assess/assess.ts";
import { collectInto } from "../../src/cli/collect-into.ts";
import { groupsFor } from "../../src/cli/judge.ts";
import { openWith } from "../../src/cli/open-tenant.ts";
import type { LoadedRules } from "../../src/cli/rule-files.ts";
import type { Assessment } from "../../src/domain/assessment.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { openSnapshot } from "../../src/snapshot/reader.ts";
import { readPermissions, testIo } from "./scan-emulated.ts";

/** Calls under way at once, as of a scan that is not told. */
const concurrency = 8;

/** Reads the tenant that stands at the origin over HTTP and judges it as `sodscan scan` does; plans and writes nothing. */
export async function judgeEmulated(
  origin: string,
  tenantId: string,
  folder: string,
  rules: LoadedRules,
): Promise<Assessment> {
  const io = testIo();
  const token = mintToken({ roles: readPermissions, tenantId });
  const tenant = await openWith(() => Promise.resolve(token), origin, concurrency, io);
  const path = join(folder, "snapshot.sqlite");
  await collectInto(path, tenant, { concurrency, groups: groupsFor(rules, { allGroups: false }) }, rules, io);
  const snapshot = await openSnapshot(path);
  try {
    return assess(snapshot, rules).assessment;
  } finally {
    snapshot.close();
  }
}
