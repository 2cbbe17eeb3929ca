import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { run } from "../../src/cli/main.ts";
import type { Change } from "../../src/emulator/graph/live-tenant.ts";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { type EmulatorOptions, startEmulator } from "../../src/emulator/start-emulator.ts";
import {
  addAppRoleAssignment,
  addMember,
  addUser,
  deleteGroup,
  deleteUser,
  purgeUser,
  removeMember,
  updateUser,
} from "../../src/emulator/tenant-changes.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { now, readPermissions, testFolder, testIo } from "./scan-emulated.ts";
import { rowsIn, smallTenant } from "./small-tenant.ts";

const tenant = smallTenant();
const person = (index: number) => tenant.users.find(({ displayName }) => displayName === `person ${index}`)!;
const group = (name: string) => tenant.groups.find(({ displayName }) => displayName === name)!;

const all =
  (...changes: readonly Change[]): Change =>
  (before, at) =>
    changes.reduce<Tenant>((each, change) => change(each, at), before);

/** Collects, changes the tenant, and collects twice: from the start, and from what was collected before. */
async function collectTwice(change: Change, intercept?: EmulatorOptions["intercept"]) {
  const emulator = await startEmulator({ tenant, now: () => now, ...(intercept === undefined ? {} : { intercept }) });
  const folder = testFolder();
  const collect = async (name: string, ...args: readonly string[]) => {
    const asked = emulator.requests.length;
    const io = testIo({
      SODSCAN_ACCESS_TOKEN: mintToken({ roles: readPermissions, tenantId: tenant.organization.id }),
    });
    const target = ["--auth", "static-token", "--graph-url", emulator.url, "--out", join(folder, name)];
    const exitCode = await run(["collect", ...target, ...args], io);
    const paths = emulator.requests.slice(asked).flatMap((request) => [request.url]);
    return { exitCode, told: io.told.join("\n"), path: join(folder, name, "data", "snapshot.sqlite"), paths };
  };
  try {
    const earlier = await collect("earlier");
    emulator.change(change);
    const full = await collect("full");
    const since = await collect("since", "--since", earlier.path);
    return { earlier, full, since, collect };
  } finally {
    await emulator.close();
  }
}

const changes: Readonly<Record<string, Change>> = {
  nothing: (same) => same,
  "a user added, disabled, renamed, deleted and purged": all(
    addUser({ ...person(5), id: "new", displayName: "New" }),
    updateUser(person(6).id, { accountEnabled: false }),
    updateUser(person(3).id, { displayName: "Renamed, who stands in lists of members" }),
    deleteUser(person(7).id),
    purgeUser(person(8).id),
  ),
  "members come and gone": all(
    addMember(group("deep").id, person(9).id),
    removeMember(group("all").id, person(10).id),
    addMember(group("idle").id, person(11).id),
  ),
  "a group deleted, and one that begins to matter": all(deleteGroup(group("mid").id), (before) => ({
    ...before,
    groups: before.groups.map((one) => (one.id === group("idle").id ? { ...one, isAssignableToRole: true } : one)),
  })),
  "what no delta tells": all(
    addAppRoleAssignment({ ...tenant.appRoleAssignments[0]!, id: "another", principalId: person(40).id }),
    (before) => ({ ...before, assignments: before.assignments.slice(1) }),
  ),
};

describe("collecting since an earlier snapshot", () => {
  it.each(Object.entries(changes))("gives the rows of a full run after %s", async (_, change) => {
    const { full, since } = await collectTwice(change);
    expect(since.told).toContain("users ");
    expect([full.exitCode, since.exitCode], since.told).toEqual([0, 0]);
    expect(await rowsIn(since.path)).toEqual(await rowsIn(full.path));
    expect(since.paths.filter((url) => /\/users\?(?!.*signInActivity)(?!.*manager)(?!.*top=1&)/u.test(url))).toEqual(
      [],
    );
  });

  it.each([
    ["no longer told", { status: 410, body: { error: { code: "syncStateNotFound", message: "Too late." } } }],
    ["told by nonsense", { status: 200, body: { value: [{ name: "no id" }] } }],
  ])("reads all again where changes are %s", async (_, answer) => {
    let earlier = true;
    const { full, since } = await collectTwice(
      (before) => {
        earlier = false;
        return changes["members come and gone"]!(before, now);
      },
      ({ path, query }) =>
        !earlier && path.endsWith("/delta") && query.includes("deltatoken=") && !query.includes("latest")
          ? answer
          : undefined,
    );
    expect(since.exitCode).toBe(0);
    expect(await rowsIn(since.path)).toEqual(await rowsIn(full.path));
  });

  it("refuses an earlier snapshot of which rows are gone, which it would copy", async () => {
    const { earlier, collect } = await collectTwice((same) => same);
    const database = new DatabaseSync(earlier.path);
    database.exec("DELETE FROM groupMembers WHERE memberType = 'user'");
    database.close();
    const { exitCode, told } = await collect("again", "--since", earlier.path);
    expect(exitCode).toBe(2);
    expect(told).toMatch(/holds \d+ rows of groupMembers, and says that \d+ were read/u);
  });

  it("refuses what is no snapshot of this tenant", async () => {
    const io = testIo({ SODSCAN_ACCESS_TOKEN: mintToken({ roles: readPermissions, tenantId: "another" }) });
    const { earlier, collect } = await collectTwice((same) => same);
    expect(collect).toBeTypeOf("function");
    const target = ["--auth", "static-token", "--graph-url", "http://127.0.0.1:9", "--out", testFolder()];
    expect(await run(["collect", ...target, "--since", earlier.path], io)).toBe(2);
    expect(io.told.join("\n")).toContain("is a snapshot of the tenant");
  });
});
