import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/main.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { type Emulator, startEmulator } from "../../src/emulator/start-emulator.ts";
import { now, readPermissions, testFolder, testIo } from "./scan-emulated.ts";
import { rowsIn, smallTenant } from "./small-tenant.ts";

const tenant = smallTenant();
const environment = { SODSCAN_ACCESS_TOKEN: mintToken({ roles: readPermissions, tenantId: tenant.organization.id }) };

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
  kill: number,
  folder: string,
  compiled: string,
): Promise<{ readonly path: string; readonly wasKilled: boolean }> {
  const emulator = await startEmulator({ tenant, now: () => now, latency: 15 });
  const path = join(folder, "data", "snapshot.sqlite");
  try {
    const child = startByTestClock(collectFrom(emulator, folder), compiled);
    const ended = once(child, "exit");
    while (emulator.requests.length < kill && child.exitCode === null) await setTimeout(1);
    child.kill("SIGKILL");
    await ended;

    const wasKilled = existsSync(`${path}.partial`);
    const io = testIo(environment);
    if (wasKilled) expect(await run([...collectFrom(emulator, folder), "--resume"], io), io.told.join("\n")).toBe(0);
    return { path, wasKilled };
  } finally {
    await emulator.close();
  }
}

describe("a crawl that is killed at any moment", () => {
  it("goes on to the rows of one that was not, 100 times", async () => {
    const folder = testFolder();
    const compiled = join(folder, "compiled");
    const calm = await startEmulator({ tenant, now: () => now });
    expect(await once(startByTestClock(collectFrom(calm, join(folder, "calm")), compiled), "exit")).toEqual([0, null]);
    const requests = calm.requests.length;
    await calm.close();
    const expected = await rowsIn(join(folder, "calm", "data", "snapshot.sqlite"));

    const kills = Array.from({ length: 100 }, (_, index) => 1 + (index % requests)).values();
    let killed = 0;
    const worker = async () => {
      for (const kill of kills) {
        const own = join(folder, `${kill}-${killed}-${Math.random()}`);
        mkdirSync(own);
        const { path, wasKilled } = await killedAndResumed(kill, own, compiled);
        expect(await rowsIn(path), `killed after ${kill} requests`).toEqual(expected);
        if (wasKilled) killed += 1;
      }
    };
    await Promise.all([worker(), worker()]);
    expect(killed).toBeGreaterThan(80);
  }, 900_000);

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
