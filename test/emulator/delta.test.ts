import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mintToken } from "../../src/emulator/mint-token.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import * as changes from "../../src/emulator/tenant-changes.ts";
import { now, serve } from "./emulated-graph.ts";

type Entry = Record<string, unknown> & { readonly id: string };
type Reference = { readonly id: string; readonly "@removed"?: { readonly reason: string } };

const builder = aTenant("delta", { now })
  .user("ada", { department: "Treasury" })
  .user("ben", { manager: "ada" })
  .user("cy")
  .user("gone", { deleted: now })
  .group("G", { members: ["ada", "ben"] })
  .group("H")
  .app("erp");
const tenant = builder.build();
const idOf = (kind: "user" | "group" | "app", key: string) => builder.id(kind, key);
const [ada, ben, cy] = ["ada", "ben", "cy"].map((key) => idOf("user", key)) as [string, string, string];
const [group] = tenant.groups;

function crowded(size: number) {
  const crowd = aTenant("crowd", { now });
  const keys = Array.from({ length: size }, (_, nth) => `u${nth}`);
  for (const key of keys) crowd.user(key);
  return crowd
    .group("small", { members: keys.slice(0, 1) })
    .group("large", { members: keys })
    .build();
}

/** Follows a round to its end; also says how many pages it had. */
async function follow({ get }: Awaited<ReturnType<typeof serve>>, path: string) {
  const entries: Entry[] = [];
  for (let next = path, pages = 1; ; pages += 1) {
    const { status, body } = await get(next);
    if (status !== 200) throw new Error(`${next}: ${status} ${body.error.message}`);
    entries.push(...(body.value as Entry[]));
    if (typeof body["@odata.deltaLink"] === "string") return { entries, pages, link: body["@odata.deltaLink"] };
    next = String(body["@odata.nextLink"]);
  }
}

const referencesIn = (entries: readonly Entry[]) =>
  entries.flatMap((entry) => (entry["members@delta"] ?? []) as Reference[]);

describe("a first round", () => {
  it("gives everything by pages that end in a delta link, and what is deleted already", async () => {
    const emulator = await serve({ tenant: crowded(250) });
    const { entries, pages, link } = await follow(emulator, "/users/delta?$select=displayName");

    expect(entries.map(({ displayName }) => displayName)).toEqual(Array.from({ length: 250 }, (_, nth) => `u${nth}`));
    expect(pages).toBe(3);
    expect(link).toContain(`${emulator.url}/v1.0/users/delta?$deltatoken=`);

    const { entries: few } = await follow(await serve({ tenant }), "/users/delta?$select=displayName,department");
    expect(few).toEqual([
      { id: ada, displayName: "ada", department: "Treasury" },
      { id: ben, displayName: "ben" },
      { id: cy, displayName: "cy" },
      { id: idOf("user", "gone"), "@removed": { reason: "changed" } },
    ]);
  });

  it("splits a large group over entries of the same id that lie apart", async () => {
    const large = crowded(250);
    const { entries } = await follow(await serve({ tenant: large }), "/groups/delta?$select=displayName,members");
    const names = entries.map(({ displayName }) => displayName);

    expect(names).toEqual(["small", "large", "large", "large"]);
    expect(referencesIn(entries.slice(1)).map(({ id }) => id)).toEqual(large.groups[1]?.members);
    expect(referencesIn(entries)[0]).toEqual({ "@odata.type": "#microsoft.graph.user", id: large.users[0]?.id });
  });

  it("tracks members unasked, managers on $select only, and no relation that is not selected", async () => {
    const emulator = await serve({ tenant });
    const [first] = (await follow(emulator, "/groups/delta")).entries;
    const [unselected] = (await follow(emulator, "/groups/delta?$select=displayName")).entries;
    const users = (await follow(emulator, "/users/delta?$select=manager")).entries;

    expect(first).toHaveProperty("members@delta");
    expect(unselected).not.toHaveProperty("members@delta");
    expect((await follow(emulator, "/users/delta")).entries[1]).not.toHaveProperty("manager@delta");
    expect(users[1]).toEqual({ id: ben, "manager@delta": [{ "@odata.type": "#microsoft.graph.user", id: ada }] });
  });

  it("shows the tenant as it was when the round began, and what changed meanwhile in the next", async () => {
    const emulator = await serve({ tenant: crowded(150) });
    const first = await emulator.get("/users/delta?$select=displayName");
    const [user] = (await emulator.get("/users?$top=1")).body.value;
    emulator.change(changes.purgeUser(String(user?.["id"])));

    const { entries, link } = await follow(emulator, String(first.body["@odata.nextLink"]));
    expect([...first.body.value, ...entries]).toHaveLength(150);
    expect((await follow(emulator, link)).entries).toEqual([{ id: user?.["id"], "@removed": { reason: "deleted" } }]);
  });

  it("is skipped by $deltatoken=latest", async () => {
    const emulator = await serve({ tenant });
    const { entries, link } = await follow(emulator, "/users/delta?$select=displayName&$deltatoken=latest");
    emulator.change(changes.updateUser(cy, { displayName: "Cyrus" }));

    expect(entries).toEqual([]);
    expect((await follow(emulator, link)).entries).toEqual([{ id: cy, displayName: "Cyrus" }]);
  });

  it("can be confined to some objects by their ids", async () => {
    const filter = encodeURIComponent(`id eq '${ada}' or id eq '${cy}'`);
    const { entries } = await follow(await serve({ tenant }), `/users/delta?$select=id&$filter=${filter}`);

    expect(entries).toEqual([{ id: ada }, { id: cy }]);
  });
});

describe("a later round", () => {
  it("tells who came, changed, and went: to the deleted items, or for good", async () => {
    const emulator = await serve({ tenant });
    const { link } = await follow(emulator, "/users/delta?$select=displayName,department");
    const [template] = tenant.users;
    if (template === undefined) throw new Error("no user");
    emulator.change(changes.addUser({ ...template, id: "new", displayName: "Dee", department: null }));
    emulator.change(changes.updateUser(ada, { department: null, jobTitle: "unselected" }));
    emulator.change(changes.deleteUser(ben));
    emulator.change(changes.purgeUser(cy));
    const second = await follow(emulator, link);

    expect(second.entries).toEqual([
      { id: ada, displayName: "ada", department: null },
      { id: "new", displayName: "Dee" },
      { id: ben, "@removed": { reason: "changed" } },
      { id: cy, "@removed": { reason: "deleted" } },
    ]);
    expect((await follow(emulator, second.link)).entries).toEqual([]);
    expect((await follow(emulator, link)).entries).toEqual(second.entries);
  });

  it("says nothing of what was not selected", async () => {
    const emulator = await serve({ tenant });
    const { link } = await follow(emulator, "/users/delta?$select=displayName");
    emulator.change(changes.updateUser(ada, { department: "Risk" }));

    expect((await follow(emulator, link)).entries).toEqual([]);
  });

  it("tells members added and removed, whether by a test or by a request", async () => {
    const emulator = await serve({ tenant });
    const { link } = await follow(emulator, "/groups/delta?$select=displayName,members");
    emulator.change(changes.addMember(group?.id ?? "", cy));
    await emulator.delete(`/groups/${group?.id}/members/${ada}/$ref`);
    const type = "#microsoft.graph.user";

    expect((await follow(emulator, link)).entries).toEqual([
      {
        id: group?.id,
        displayName: "G",
        "members@delta": [
          { "@odata.type": type, id: cy },
          { "@odata.type": type, id: ada, "@removed": { reason: "deleted" } },
        ],
      },
    ]);
  });

  it("takes a deleted account out of its groups", async () => {
    const emulator = await serve({ tenant });
    const { link } = await follow(emulator, "/groups/delta?$select=members");
    emulator.change(changes.deleteUser(ben));

    expect(referencesIn((await follow(emulator, link)).entries)).toMatchObject([
      { id: ben, "@odata.type": "#microsoft.graph.user", "@removed": { reason: "deleted" } },
    ]);
  });

  it("adds up, merged over any changes, to what the tenant then is", async () => {
    const memberChange = fc.record({ joins: fc.boolean(), group: fc.constantFrom("G", "H"), user: fc.nat({ max: 2 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(memberChange, { maxLength: 6 }), { maxLength: 4 }), async (rounds) => {
        const emulator = await serve({ tenant });
        const members = new Map<string, Set<string>>();
        let link = "/groups/delta?$select=members";
        for (const round of [[], ...rounds]) {
          for (const { joins, group: key, user } of round) {
            const member = [ada, ben, cy][user] ?? "";
            emulator.change(changes.removeMember(idOf("group", key), member));
            if (joins) emulator.change(changes.addMember(idOf("group", key), member));
          }
          const { entries, link: next } = await follow(emulator, link);
          for (const entry of entries) merge(members, entry);
          link = next;
        }
        for (const key of ["G", "H"]) {
          const { body } = await emulator.get(`/groups/${idOf("group", key)}/members?$select=id`);
          const ids = new Set(body.value.map(({ id }) => id));
          expect(members.get(idOf("group", key)) ?? new Set()).toEqual(ids);
        }
      }),
      { numRuns: 15 },
    );
  });
});

function merge(members: Map<string, Set<string>>, entry: Entry): void {
  const known = members.get(entry.id) ?? new Set();
  for (const { id, "@removed": removed } of referencesIn([entry])) {
    if (removed === undefined) known.add(id);
    else known.delete(id);
  }
  members.set(entry.id, known);
}

describe("delta query refuses", () => {
  it.each([
    "/users/delta?$top=5",
    "/users/delta?$expand=manager",
    "/users/delta?$orderby=displayName",
    "/users/delta?$count=true",
    "/users/delta?$select=shoeSize",
    "/users/delta?$select=members",
    "/groups/delta?$filter=displayName eq 'G'",
    "/users/delta?$filter=id ne 'x'",
    "/users/delta?$deltatoken=latest&$skiptoken=x",
  ])("400 for %s", async (path) => {
    const { get } = await serve({ tenant });
    expect((await get(path)).status).toBe(400);
  });

  it("501 for a property whose changes are not tracked", async () => {
    const { get } = await serve({ tenant });
    expect((await get("/users/delta?$select=id,signInActivity")).status).toBe(501);
  });

  it("a token that is unknown, of another collection, of another run or a week old: 410, and where to begin again", async () => {
    let clock = now.getTime();
    const emulator = await serve({ tenant, now: () => new Date(clock) });
    const { link } = await follow(emulator, "/users/delta?$select=displayName");
    const other = await serve({ tenant });
    const elsewhere = link.replace(emulator.url, other.url);

    for (const path of ["/users/delta?$deltatoken=bogus", link.replace("/users/", "/groups/"), elsewhere]) {
      const { status, body, headers } = await (path === elsewhere ? other : emulator).get(path);
      expect({ status, code: body.error.code }).toEqual({ status: 410, code: "syncStateNotFound" });
      expect(headers.get("location")).toMatch(/\/(?:users|groups)\/delta\?\$deltatoken=$/u);
    }
    clock += 7 * 86_400_000 - 1;
    expect((await emulator.get(link)).status).toBe(200);
    clock += 1;
    const { status, headers } = await emulator.get(link);
    expect(status).toBe(410);
    expect((await follow(emulator, headers.get("location") ?? "")).entries).toHaveLength(4);
  });

  it("a caller without the permission", async () => {
    const { get } = await serve({ tenant });
    expect((await get("/users/delta", { token: mintToken({ roles: ["Application.Read.All"] }) })).status).toBe(403);
    expect(
      (await get("/servicePrincipals/delta", { token: mintToken({ roles: ["Application.Read.All"] }) })).status,
    ).toBe(200);
  });
});
