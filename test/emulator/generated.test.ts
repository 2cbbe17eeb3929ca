import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generatedTenant } from "../../src/emulator/generated/generated-tenant.ts";
import { parseGeneration } from "../../src/emulator/generated/generation.ts";
import { Numerals } from "../../src/emulator/generated/numerals.ts";
import { numbersIn } from "../../src/emulator/generated/progression.ts";
import { ScanError } from "../../src/scan-error.ts";
import { governance, now, serve } from "./emulated-graph.ts";

const eventual = { headers: { ConsistencyLevel: "eventual" } };

type Asked = Parameters<typeof generatedTenant>[0];

const served = (asked: Asked) => serve({ tenant: generatedTenant(asked, { now }) });

const small: Asked = {
  users: 60,
  groups: 12,
  membershipsPerUser: 3,
  nesting: 4,
  packages: 5,
  policies: 7,
  assignments: 50,
  dualHolders: 4,
  servicePrincipals: 3,
};

const idsOf = (rows: readonly Record<string, unknown>[]): string[] => rows.map(({ id }) => String(id));

describe("a generated tenant", () => {
  it("has as many of everything as asked, each with an id of its own, whatever the page size", async () => {
    const { all } = await served(small);
    const expected = { users: 60, groups: 12, servicePrincipals: 3 };
    for (const [collection, count] of Object.entries(expected)) {
      for (const top of [7, 999]) {
        expect(new Set(idsOf(await all(`/${collection}?$top=${top}`))).size).toBe(count);
      }
    }
    expect(new Set(idsOf(await all(`${governance}/assignments?$top=7`))).size).toBe(50);
    expect(await all(`${governance}/accessPackages`)).toHaveLength(5);
    expect(await all(`${governance}/assignmentPolicies`)).toHaveLength(7);
  });

  it("is the same for the same seed, and has other ids for another", async () => {
    const [one, same, other] = [await served(small), await served(small), await served({ ...small, seed: 2 })];
    const ids = idsOf(await one.all("/users"));

    expect(idsOf(await same.all("/users"))).toEqual(ids);
    expect(new Set(ids).isDisjointFrom(new Set(idsOf(await other.all("/users"))))).toBe(true);
  });

  it("has the memberships that arithmetic says, and each of them once", async () => {
    const { all } = await served(small);
    const [users, groups] = [idsOf(await all("/users")), idsOf(await all("/groups"))];
    let memberships = 0;
    for (const [nth, group] of groups.entries()) {
      const members = await all(`/groups/${group}/members?$select=id&$top=4`);
      const people = members.filter((member) => member["@odata.type"] === "#microsoft.graph.user");
      const nested = members.filter((member) => member["@odata.type"] === "#microsoft.graph.group");
      const expected = users.filter((_, user) => (nth - user + 120) % 12 < 3);

      expect(idsOf(people).toSorted()).toEqual(expected.toSorted());
      expect(idsOf(nested)).toEqual((nth + 1) % 4 === 0 ? [] : [groups[nth + 1]]);
      memberships += people.length;
    }
    expect(memberships).toBe(60 * 3);
  });

  it("follows nesting in transitive members, and counts them", async () => {
    const { all, get } = await served(small);
    const groups = idsOf(await all("/groups"));
    const reached = await all(`/groups/${groups[0]}/transitiveMembers`);

    expect(idsOf(reached)).toEqual(expect.arrayContaining(groups.slice(1, 4)));
    expect(reached).toHaveLength(3 + 5 * 6);
    expect((await get(`/groups/${groups[0]}/members/$count`, eventual)).text).toBe(`${3 * 5 + 1}`);
  });

  it("has the dual holders it was asked for in each incompatible two, and no others", async () => {
    const { all } = await served(small);
    const packages = await all(`${governance}/accessPackages?$expand=incompatibleAccessPackages`);
    const ids = idsOf(packages);
    const holders = await Promise.all(
      ids.map(async (id) => {
        const rows = await all(
          `${governance}/assignments?$filter=accessPackage/id eq '${id}'&$expand=target,accessPackage`,
        );
        expect(rows.every((row) => (row["accessPackage"] as { id: string }).id === id)).toBe(true);
        return new Set(rows.map((row) => (row["target"] as { objectId: string }).objectId));
      }),
    );

    expect(holders.map(({ size }) => size)).toEqual([10, 10, 10, 10, 10]);
    expect(packages.map((row) => idsOf(row["incompatibleAccessPackages"] as []))).toEqual([
      [ids[1]],
      [ids[0]],
      [ids[3]],
      [ids[2]],
      [],
    ]);
    for (const [one, two] of [
      [0, 1],
      [1, 0],
      [2, 3],
    ] as const) {
      expect(holders[one]!.intersection(holders[two]!).size).toBe(4);
      const path = `assignments/additionalAccess(accessPackageId='${ids[one]}',incompatibleAccessPackageId='${ids[two]}')`;
      expect(await all(`${governance}/${path}`)).toHaveLength(4);
    }
  });

  it.each([
    ["startswith(userPrincipalName,'c')", (user: Row) => user.userPrincipalName.startsWith("c")],
    ["startswith(userPrincipalName,'CB')", (user: Row) => user.userPrincipalName.startsWith("cb")],
    ["startswith(userPrincipalName,'cbaaa@gen')", (user: Row) => user.userPrincipalName.startsWith("cbaaa@gen")],
    ["startswith(userPrincipalName,'cbaaa@x')", () => false],
    ["startswith(userPrincipalName,'?')", () => false],
    ["startswith(id,'a')", (user: Row) => user.id.startsWith("a")],
    ["startswith(id,'a') and accountEnabled eq true", (user: Row) => user.id.startsWith("a")],
    [
      "startswith(id,'a') and startswith(userPrincipalName,'k')",
      (user: Row) => user.id.startsWith("a") && user.userPrincipalName.startsWith("k"),
    ],
    ["accountEnabled eq false", () => false],
    ["displayName eq 'User 7'", (user: Row) => user.displayName === "User 7"],
    [
      "startswith(id,'a') or displayName eq 'User 7'",
      (user: Row) => user.id.startsWith("a") || user.displayName === "User 7",
    ],
    ["not(startswith(id,'a'))", (user: Row) => !user.id.startsWith("a")],
  ])("finds what %s asks for, by pages, and counts it", async (filter, matches) => {
    const { all, get } = await served({ users: 500 });
    const path = `/users?$count=true&$filter=${filter}`;
    const expected = ((await all("/users?$top=999")) as Row[]).filter(matches).map(({ id }) => id);

    expect(idsOf(await all(`${path}&$top=3`, eventual))).toEqual(expected);
    expect((await get(path, eventual)).body["@odata.count"]).toBe(expected.length);
  });

  it("finds single objects by id, and the assignments of a person, a policy and a state", async () => {
    const { all, get } = await served(small);
    const assignments = await all(`${governance}/assignments?$expand=target,assignmentPolicy`);
    const [first] = assignments;
    const { objectId } = first!["target"] as { objectId: string };
    const { id: policyId } = first!["assignmentPolicy"] as { id: string };
    const found = async (filter: string) => idsOf(await all(`${governance}/assignments?$top=2&$filter=${filter}`));
    const those = (matches: (row: Record<string, unknown>) => boolean) => idsOf(assignments.filter(matches));

    expect((await get(`${governance}/assignments/${String(first!["id"])}`)).body).toMatchObject({ state: "delivered" });
    expect((await get(`/users/${objectId}`)).body).toMatchObject({ id: objectId });
    expect((await get(`/users/${objectId.replace(/^./u, "x")}`)).status).toBe(404);
    expect((await found(`target/objectId eq '${objectId}'`)).toSorted()).toEqual(
      those((row) => (row["target"] as { objectId: string }).objectId === objectId).toSorted(),
    );
    expect(await found(`assignmentPolicy/id eq '${policyId}'`)).toEqual(
      those((row) => (row["assignmentPolicy"] as { id: string }).id === policyId),
    );
    expect(await found("state eq 'Delivered'")).toEqual(idsOf(assignments));
    expect(await found("state eq 'Expired'")).toEqual([]);
  });

  it("gives a million users and ten million memberships out of their middle, without making the rest", async () => {
    const { get } = await served({ users: 1_000_000, groups: 100_000, membershipsPerUser: 10, packages: 100 });
    const last = await get("/users?$filter=startswith(id,'zz')&$count=true", eventual);
    const some = await get("/users?$filter=startswith(id,'f42')&$count=true&$top=999", eventual);
    const groups = await get("/groups?$top=1&$count=true", eventual);
    const members = await get(`/groups/${idsOf(groups.body.value)[0]}/members?$count=true&$top=999`, eventual);

    expect(last.body["@odata.count"]).toBe(0);
    expect(some.body["@odata.count"]).toBe(Math.ceil((1_000_000 - 0x24f) / 4_096));
    expect(groups.body["@odata.count"]).toBe(100_000);
    expect(members.body.value).toHaveLength(100);
  });

  it("sorts where it is asked to", async () => {
    const { all } = await served(small);
    const users = (await all("/users?$top=999")) as Row[];
    const sorted = (await all("/users?$top=7&$orderby=userPrincipalName")) as Row[];

    expect(sorted.map(({ userPrincipalName }) => userPrincipalName)).toEqual(
      users.map(({ userPrincipalName }) => userPrincipalName).toSorted(),
    );
  });

  it("answers the items of a batch", async () => {
    const { post } = await served(small);
    const { body } = await post("/$batch", { requests: [{ id: "1", method: "GET", url: "/users?$top=2" }] });

    expect(body["responses"]).toMatchObject([{ status: 200, body: { value: [{}, {}] } }]);
  });

  it("tells of no change since a bookmark", async () => {
    const { get } = await served(small);
    const { body } = await get("/users/delta?$deltatoken=latest");
    expect(body["value"]).toEqual([]);
    const later = await get(String(body["@odata.deltaLink"]));
    expect(later.body["value"]).toEqual([]);
    expect(later.body["@odata.deltaLink"]).toContain("$deltatoken=");
  });

  it("refuses to be changed", async () => {
    const { delete: remove, get, change, post, url } = await served(small);
    const logs = `${url}/v1/workspaces/6f2b2b1c-0000-4000-a000-000000000001/query`;

    expect((await remove("/groups/x/members/y/$ref")).body.error.code).toBe("NotImplemented");
    expect((await get("/users/delta")).body.error.code).toBe("NotImplemented");
    expect((await post(logs, { query: "AuditLogs" })).status).toBe(200);
    expect(() => change((tenant) => ({ ...tenant, policies: [] }))).toThrow("cannot be changed");
  });
});

type Row = Record<string, unknown> & { id: string; userPrincipalName: string; displayName: string };

describe("names of numbers", () => {
  it("are given back as numbers, and found by their beginnings", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.string({ unit: fc.constantFrom("a", "b", "c", "!"), maxLength: 8 }),
        (count, prefix) => {
          const names = new Numerals(count, { digits: "abc", width: 6, tail: "!!" });
          const numbers = Array.from({ length: count }, (_, number) => number);

          expect(numbers.map((number) => names.number(names.name(number)))).toEqual(numbers);
          expect([...numbersIn([names.startingWith(prefix)])]).toEqual(
            numbers.filter((number) => names.name(number).startsWith(prefix)),
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("what is asked to be generated", () => {
  it("is read from text, the rest being in proportion", () => {
    expect(parseGeneration("users=5000, groups=40,seed=9")).toMatchObject({
      users: 5_000,
      groups: 40,
      assignments: 5_000,
      seed: 9,
    });
  });

  it.each([
    ["", "names nothing"],
    ["shoes=3", '"shoes=3" names nothing that is generated'],
    ["users", "whole number"],
    ["users=many", "users=100"],
    ["users=-1", "whole number"],
    ["users=0", "users must be from 1"],
    ["users=99999999", "users must be from 1"],
    ["groups=2,membershipsPerUser=3", "3 out of 2 groups"],
    ["nesting=0", "nesting"],
    ["packages=0,assignments=1", "assignments need packages"],
    ["packages=0,policies=1", "policies and"],
    ["packages=2,assignments=10,dualHolders=6", "6 dualHolders need more assignments"],
    ["users=10,packages=2,assignments=20,dualHolders=9", "11 holders together, and there are 10 users"],
  ])("%s is refused", (text, message) => {
    expect(() => parseGeneration(text)).toThrow(ScanError);
    expect(() => parseGeneration(text)).toThrow(message);
  });

  it("may be people and groups alone", async () => {
    const { all } = await served({ users: 9, packages: 0 });

    expect(await all("/users")).toHaveLength(9);
    expect(await all(`${governance}/assignments`)).toEqual([]);
  });

  it("never leaves a package with a holder too many, whatever fits", () => {
    const count = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(count, count, count, fc.nat({ max: 6 }), (users, packages, assignments, dualHolders) => {
        let tenant: ReturnType<typeof generatedTenant>;
        try {
          tenant = generatedTenant({ users, packages, assignments, dualHolders, policies: 0 }, { now });
        } catch {
          return;
        }
        const held = tenant.index(tenant.base).assignments.values().toArray();
        const holders = tenant.base.accessPackages.map(({ id }) =>
          held.filter(({ accessPackageId }) => accessPackageId === id).map(({ target }) => target.objectId),
        );
        for (const people of holders) expect(new Set(people).size).toBe(people.length);
        for (let one = 0; one + 1 < packages; one += 2) {
          expect(new Set(holders[one]).intersection(new Set(holders[one + 1])).size).toBe(dualHolders);
        }
      }),
      { numRuns: 100 },
    );
  });
});
