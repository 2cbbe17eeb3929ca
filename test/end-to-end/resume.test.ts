import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/main.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { type Emulator, startEmulator } from "../../src/emulator/start-emulator.ts";
import { now, readPermissions, testFolder, testIo } from "./scan-emulated.ts";
import { rowsIn, smallTenant } from "./small-tenant.ts";

const tenant = smallTenant();
const manyGroups = twoPagesOfGroups();
const environment = { SODSCAN_ACCESS_TOKEN: mintToken({ roles: readPermissions, tenantId: tenant.organization.id }) };

/** The small tenant, and 1,200 groups besides. */
function twoPagesOfGroups(): Tenant {
  const draft = aTenant("many groups", { now }).user("ann");
  for (let number = 0; number < 1200; number += 1) {
    const nested = number > 0 && number % 100 === 0 ? [`g${number - 100}`] : [];
    draft.group(`g${number}`, { members: ["ann", ...nested], owners: ["ann"] });
  }
  const { users, groups } = draft.build();
  return { ...tenant, users: [...tenant.users, ...users], groups: [...tenant.groups, ...groups] };
}

const collectFrom = (emulator: Emulator, folder: string) => [
  "collect",
  "--auth",
  "static-token",
  "--graph-url",
  emulator.url,
  "--out",
  folder,
];

function start(args: readonly string[], more: NodeJS.ProcessEnv = {}): ChildProcess {
  return spawn(process.execPath, [...args], { env: { ...process.env, ...environment, ...more }, stdio: "ignore" });
}

/** The command line by the clock of these tests, and what it compiled once kept for the next. */
function startByTestClock(args: readonly string[], compiled: string): ChildProcess {
  return start(["test/end-to-end/collect-process.ts", now.toISOString(), ...args], { NODE_COMPILE_CACHE: compiled });
}

/** Collects, is killed once the emulator has answered so many requests, and goes on until it is whole. */
async function killedAndResumed(
  read: Tenant,
  args: readonly string[],
  kill: number,
  folder: string,
  compiled: string,
): Promise<{ readonly path: string; readonly wasKilled: boolean }> {
  const emulator = await startEmulator({ tenant: read, now: () => now, latency: 15 });
  const path = join(folder, "data", "snapshot.sqlite");
  try {
    const child = startByTestClock([...collectFrom(emulator, folder), ...args], compiled);
    const ended = once(child, "exit");
    while (emulator.requests.length < kill && child.exitCode === null) await setTimeout(1);
    child.kill("SIGKILL");
    await ended;

    const wasKilled = existsSync(`${path}.partial`);
    const io = testIo(environment);
    if (wasKilled)
      expect(await run([...collectFrom(emulator, folder), ...args, "--resume"], io), io.told.join("\n")).toBe(0);
    return { path, wasKilled };
  } finally {
    await emulator.close();
  }
}

describe("a crawl that is killed at any moment", () => {
  it.each([
    ["the groups that matter", tenant, [], 100, 1],
    ["all groups, while they are listed", manyGroups, ["--all-groups"], 12, 4],
  ] as const)(
    "goes on to the rows of one that was not, of %s",
    async (_, read, args, times, stride) => {
      const folder = testFolder();
      const compiled = join(folder, "compiled");
      const calm = await startEmulator({ tenant: read, now: () => now });
      const whole = [...collectFrom(calm, join(folder, "calm")), ...args];
      expect(await once(startByTestClock(whole, compiled), "exit")).toEqual([0, null]);
      const requests = calm.requests.length;
      await calm.close();
      const expected = await rowsIn(join(folder, "calm", "data", "snapshot.sqlite"));

      const kills = Array.from({ length: times }, (_, index) => 1 + ((index * stride) % requests)).values();
      let killed = 0;
      const worker = async () => {
        for (const kill of kills) {
          const own = join(folder, `${kill}-${killed}-${Math.random()}`);
          mkdirSync(own);
          const { path, wasKilled } = await killedAndResumed(read, args, kill, own, compiled);
          expect(await rowsIn(path), `killed after ${kill} requests`).toEqual(expected);
          if (wasKilled) killed += 1;
        }
      };
      await Promise.all([worker(), worker()]);
      expect(killed).toBeGreaterThan(0.8 * times);
    },
    900_000,
  );

  it("refuses to go on elsewhere, or where nothing was left", async () => {
    const folder = testFolder();
    const [emulator, other] = [await startEmulator({ tenant, latency: 15 }), await startEmulator({ tenant })];
    const nothing = testIo(environment);
    expect(await run([...collectFrom(emulator, folder), "--resume"], nothing)).toBe(2);
    expect(nothing.told.join("\n")).toContain("nothing to resume");

    const child = start(["src/cli/bin.ts", ...collectFrom(emulator, folder)]);
    while (emulator.requests.length < 5) await setTimeout(1);
    child.kill("SIGKILL");
    await once(child, "exit");
    const elsewhere = testIo(environment);
    expect(await run([...collectFrom(other, folder), "--resume"], elsewhere)).toBe(2);
    expect(elsewhere.told.join("\n")).toContain(`begun at ${emulator.url}`);
    await Promise.all([emulator.close(), other.close()]);
  });

  it("stops at Ctrl+C with 130, and says how to go on", async () => {
    const folder = testFolder();
    const emulator = await startEmulator({ tenant, now: () => now, latency: 15 });
    const child = start(["src/cli/bin.ts", ...collectFrom(emulator, folder)]);
    while (emulator.requests.length < 5) await setTimeout(1);
    child.kill("SIGINT");
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(130);
    expect(existsSync(join(folder, "data", "snapshot.sqlite.partial"))).toBe(true);
    await emulator.close();
  });
});
