import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdersOf, modelOf, pointOf } from "../builders/judging.ts";
import { aTenant, type TenantBuilder } from "../builders/tenant.ts";

const groupIds = ["g0", "g1", "g2", "g3", "g4"];
const people = ["p0", "p1", "p2"];

type Edge = readonly [group: string, member: string];

const edges = fc.uniqueArray(fc.tuple(fc.constantFrom(...groupIds), fc.constantFrom(...groupIds, ...people)), {
  selector: String,
  maxLength: 24,
  size: "max",
});

function tenantOf(members: readonly Edge[]): TenantBuilder {
  const tenant = aTenant()
    .users(...people)
    .groups("g3", "g1", "g4", "g0", "g2");
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

  it("are told the same in whatever order memberships were read", () => {
    const readings = edges.chain((members) =>
      fc.tuple(
        fc.constant(members),
        fc.shuffledSubarray(members, { minLength: members.length, maxLength: members.length }),
      ),
    );
    fc.assert(
      fc.property(readings, fc.constantFrom(...groupIds), fc.constantFrom(...people), ([a, b], groupId, person) => {
        const told = (members: readonly Edge[]): unknown => {
          const { groups } = modelOf(tenantOf(members));
          const walks = groups.everyChain(person, groupId, 10).chains.map((chain) => chain.groups);
          return [groups.below(groupId), groups.parents(groupId), walks];
        };
        expect(told(b)).toEqual(told(a));
      }),
    );
  });

  it("name every way there is, shortest first, and say when there are more", () => {
    const { groups } = modelOf(
      tenantOf([
        ["g0", "g1"],
        ["g0", "g2"],
        ["g1", "g3"],
        ["g2", "g3"],
        ["g3", "g0"],
        ["g3", "p0"],
        ["g0", "p0"],
      ]),
    );
    const walks = (most: number) => {
      const { chains, isWhole } = groups.everyChain("p0", "g0", most);
      return { walks: chains.map((chain) => chain.groups.map(({ id }) => id).join(" ")), isWhole };
    };
    expect(walks(3)).toEqual({ walks: ["g0", "g3 g1 g0", "g3 g2 g0"], isWhole: true });
    expect(walks(2)).toEqual({ walks: ["g0", "g3 g1 g0"], isWhole: false });
    expect(groups.everyChain("p0", "g0", 2).chains[1]?.edges.map(({ evidence }) => evidence)).toEqual([
      "groupMembers/1#/value/5",
      "groupMembers/1#/value/2",
      "groupMembers/1#/value/0",
    ]);
    expect(groups.everyChain("p1", "g0", 2)).toEqual({ chains: [], isWhole: true });
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

  it("are listed for many groups at once, each in its place; a group nobody ever spoke of has none", () => {
    const { groups, principals } = modelOf(
      tenantOf([
        ["g0", "g1"],
        ["g1", "p1"],
        ["g2", "p2"],
      ]),
    );
    const asked = ["g2", "nobody's", "g0", "g3", "g2"];
    const names = Array.from(groups.effective(asked), (list) => Array.from(list, (number) => principals.at(number).id));
    expect(names).toEqual([["p2"], [], ["p1"], [], ["p2"]]);
    expect(groups.below("nobody's")).toEqual(["nobody's"]);
    expect([groups.parents("nobody's"), groups.chains("p1", "nobody's"), groups.joined("nobody")]).toEqual([
      [],
      [],
      [],
    ]);
    expect(groups.direct("nobody's")).toHaveLength(0);
  });
});
