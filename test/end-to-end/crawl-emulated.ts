import { join } from "node:path";
import { rules } from "../../rules/index.ts";
import { collectInto, type CollectIntoOptions } from "../../src/cli/collect-into.ts";
import type { Io } from "../../src/cli/io.ts";
import { openWith } from "../../src/cli/open-tenant.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { type EmulatorOptions, startEmulator } from "../../src/emulator/start-emulator.ts";
import { readPermissions, testIo } from "./scan-emulated.ts";
import { type Rows, rowsIn } from "./small-tenant.ts";

type CrawlSettings = Partial<Pick<CollectIntoOptions, "groups" | "sliceFrom" | "resume" | "since">>;

/** Collects an emulated tenant into a snapshot in the folder, with a token that is renewed; `struck` counts faults played. */
export async function crawlEmulated(
  options: EmulatorOptions,
  folder: string,
  settings: CrawlSettings = {},
): Promise<{ readonly rows: Rows; readonly struck: number }> {
  const io = testIo();
  const emulator = await startEmulator({ now: io.now, ...options });
  try {
    const rows = await crawlFrom(emulator.url, options.tenant.organization.id, folder, io, settings);
    return { rows, struck: emulator.requests.flatMap((request) => request.faults ?? []).length };
  } finally {
    await emulator.close();
  }
}

/** Collects whatever stands at the origin into a snapshot in the folder. */
export async function crawlFrom(
  origin: string,
  tenantId: string,
  folder: string,
  io: Io = testIo(),
  settings: CrawlSettings = {},
): Promise<Rows> {
  let tokens = 0;
  const renewed = () => {
    tokens += 1;
    return Promise.resolve(
      mintToken({ roles: readPermissions, tenantId, objectId: `token ${Math.floor(tokens / 5)}` }),
    );
  };
  const path = join(folder, "snapshot.sqlite");
  const tenant = await openWith(renewed, origin, 4, io);
  await collectInto(path, tenant, { concurrency: 4, groups: () => false, ...settings }, { rules, packs: [] }, io);
  return rowsIn(path);
}
