import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdersOf, modelOf, pointOf } from "../builders/judging.ts";
import { aTenant, type TenantBuilder } from "../builders/tenant.ts";

const groupIds = ["g0", "g1", "g2", "g3", "g4"];
const people = ["p0", "p1", "p2"];

type Edge = readonly [group: string, member: string];

const edges = fc.uniqueArray(fc.tuple(fc.constantFrom(...groupIds), fc.constantFrom(...groupIds, ...people)), {
  selector: String,
  maxLength: 16,
});

function tenantOf(members: readonly Edge[]): TenantBuilder {
  const tenant = aTenant()
    .users(...people)
    .groups(...groupIds);
  for (const [group, member] of members) tenant.members(group, member);
  return tenant;
}

/** The groups within a group, by closing over the edges until nothing is added: slow, and surely right. */
function within(groupId: string, members: readonly Edge[]): ReadonlySet<string> {
  const reached = new Set([groupId]);
  for (let size = 0; size !== reached.size; ) {
    size = reached.size;
    for (const [group, member] of members) if (reached.has(group) && groupIds.includes(member)) reached.add(member);
  }
  return reached;
}

describe("nested groups, cycles and all", () => {
  it("reach what a plain closure over the memberships reaches", () => {
    fc.assert(
      fc.property(edges, fc.constantFrom(...groupIds), (members, groupId) => {
        const below = within(groupId, members);
        const held = people.filter((id) => members.some(([group, member]) => member === id && below.has(group)));
        const model = modelOf(tenantOf(members));

        expect(new Set(model.groups.below(groupId))).toEqual(below);
        expect(holdersOf(model, pointOf("group", groupId))).toEqual(held);
        expect(holdersOf(model, pointOf("group", groupId, "direct"))).toEqual(
          people.filter((id) => members.some(([group, member]) => member === id && group === groupId)),
        );
      }),
    );
  });

  it("give chains that are real: each hop a membership, from the person's own up to the group", () => {
    fc.assert(
      fc.property(edges, fc.constantFrom(...groupIds), fc.constantFrom(...people), (members, groupId, person) => {
        const chains = modelOf(tenantOf(members)).groups.chains(person, groupId);
        const entries = members.filter(([group, member]) => member === person && within(groupId, members).has(group));

        expect(chains.map(({ groups }) => groups[0]?.id)).toEqual(entries.map(([group]) => group).sort());
        for (const { groups, edges: hops } of chains) {
          const walk = [person, ...groups.map(({ id }) => id)];
          expect(walk.at(-1)).toBe(groupId);
          expect(new Set(walk).size).toBe(walk.length);
          for (const [index, hop] of hops.entries()) {
            expect([hop.memberId, hop.groupId]).toEqual(walk.slice(index, index + 2));
            expect(members.some(([group, member]) => group === hop.groupId && member === hop.memberId)).toBe(true);
          }
        }
      }),
    );
  });

  it("name the evidence of every hop", () => {
    const model = modelOf(
      tenantOf([
        ["g0", "g1"],
        ["g1", "g2"],
        ["g2", "p0"],
      ]),
    );
    const [holding] = model.holdings("p0", pointOf("group", "g0"));
    expect(holding?.path.map(({ id }) => id)).toEqual(["g2", "g1", "g0"]);
    expect(holding?.evidence).toEqual([
      "groupMembers/1#/value/2",
      "groupMembers/1#/value/1",
      "groupMembers/1#/value/0",
    ]);
  });

  it("are not ways into a group whose own members only are asked for", () => {
    const model = modelOf(
      tenantOf([
        ["g0", "g1"],
        ["g1", "p0"],
        ["g0", "p0"],
      ]),
    );
    const ways = model.holdings("p0", pointOf("group", "g0", "direct"));
    expect(ways.map(({ path }) => path.map(({ id }) => id))).toEqual([["g0"]]);
  });
});

describe("members", () => {
  it("that are devices or contacts hold nothing; applications do", () => {
    const tenant = aTenant().groups("G").app("robot").members("G", "robot");
    for (const memberType of ["device", "orgContact"]) {
      tenant.row("groupMembers", { groupId: "G", memberId: memberType, memberType, memberName: memberType });
    }
    const model = modelOf(tenant);
    expect(holdersOf(model, pointOf("group", "G"))).toEqual(["robot"]);
    expect(model.principals.at(0).type).toBe("servicePrincipal");
  });

  it("of a group that is itself not among the groups read are followed all the same", () => {
    const lost = { groupId: "G", memberId: "lost", memberType: "group", memberName: "lost" };
    const tenant = aTenant().user("ann").group("G").row("groupMembers", lost).members("lost", "ann");
    expect(holdersOf(modelOf(tenant), pointOf("group", "G"))).toEqual(["ann"]);
  });
});
