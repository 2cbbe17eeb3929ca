import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { permissionNeeds } from "../../../src/collect/permissions.ts";
import { mintToken } from "../../../src/emulator/mint-token.ts";
import type { Collected, CollectOrder } from "./collect-process.ts";
import type { ServedTenant } from "./tenant-process.ts";
import type { Usage } from "./usage.ts";

export type Crawl = { readonly collected: Collected; readonly usage: Usage };

export type CrawlSettings = Pick<CollectOrder, "concurrency" | "waitless" | "judged"> & {
  /** Whether the token may read sign-in activity, which Graph gives out ten calls a minute. */
  readonly signIns: boolean;
  /** Where the snapshot is to stay, as `snapshot.sqlite`. */
  readonly folder?: string;
};

/** Collects the tenant from a process of its own, served by another. */
export async function runCrawl(
  served: ServedTenant,
  { signIns, folder: kept, ...settings }: CrawlSettings,
): Promise<Crawl> {
  const roles = permissionNeeds()
    .map(({ permission }) => permission)
    .filter((permission) => signIns || permission !== "AuditLog.Read.All");
  return withTenant(served, async (origin, usage) => {
    const folder = kept ?? mkdtempSync(join(tmpdir(), "sodscan-bench-"));
    try {
      const order: CollectOrder = { ...settings, origin, token: mintToken({ roles }), folder };
      const collecting = child("collect-process.ts", order);
      const collected = await answerOf<Collected>(collecting);
      return { collected, usage: await usage() };
    } finally {
      if (kept === undefined) rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** Serves a tenant from a process of its own for as long as the work takes. */
export async function withTenant<T>(
  served: ServedTenant,
  work: (origin: string, usage: () => Promise<Usage>) => Promise<T>,
): Promise<T> {
  const serving = child("tenant-process.ts", served);
  try {
    const origin = await answerOf<string>(serving);
    return await work(origin, () => {
      serving.send("usage");
      return answerOf<Usage>(serving);
    });
  } finally {
    serving.disconnect();
  }
}

function child(file: string, order: unknown): ChildProcess {
  return fork(join(import.meta.dirname, file), [JSON.stringify(order)], { stdio: "inherit" });
}

/** The next message of a child. Rejects where it ends without one. */
async function answerOf<T>(process: ChildProcess): Promise<T> {
  const over = new AbortController();
  const ended = once(process, "exit", { signal: over.signal }).then(([code]) => {
    throw new Error(`the measured process ended with ${code} and said nothing`);
  });
  try {
    const [message] = await Promise.race([once(process, "message", { signal: over.signal }), ended]);
    return message as T;
  } finally {
    ended.catch(() => undefined);
    over.abort();
  }
}
