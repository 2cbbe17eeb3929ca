import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { linksOf } from "../../src/access/closure/relation.ts";
import { holdersOf } from "../../src/access/holders.ts";
import { type MembershipIndex, membershipIndexOf } from "../../src/access/membership-index.ts";
import { principalsOf } from "../../src/access/principal-naming.ts";
import type { Principals } from "../../src/access/principals.ts";
import type { Row } from "../../src/snapshot/sections.ts";
import type { Snapshot } from "../../src/snapshot/snapshot.ts";
import { tableWhere } from "../../src/snapshot/tables/table-where.ts";
import { aTenant } from "../builders/tenant.ts";

const groupIds = ["a", "c", "e", "g"];
const memberIds = [...groupIds, "b", "d", "f", "h"];
const types = ["user", "group", "device", "orgContact", "servicePrincipal"];

const memberships = fc.uniqueArray(
  fc.record({
    groupId: fc.constantFrom(...groupIds),
    memberId: fc.constantFrom(...memberIds),
    memberType: fc.constantFrom(...types),
  }),
  { selector: ({ groupId, memberId }) => groupId + memberId, maxLength: 32, size: "max" },
);

function indexed(snapshot: Snapshot): { readonly index: MembershipIndex; readonly principals: Principals } {
  const principals = principalsOf(snapshot, holdersOf(snapshot));
  return { index: membershipIndexOf(snapshot, principals), principals };
}

function tenantOf(rows: readonly Omit<Row<"groupMembers">, "memberName">[], listed: readonly string[]): Snapshot {
  const tenant = aTenant().groups(...listed);
  for (const row of rows) tenant.row("groupMembers", { ...row, memberName: row.memberId });
  return tenant.build();
}

describe("the index of memberships", () => {
  it("has every membership of a principal and of a group, each with where it was read", () => {
    fc.assert(
      fc.property(memberships, fc.subarray(groupIds), (rows, listed) => {
        const snapshot = tenantOf(rows, listed);
        const { index, principals } = indexed(snapshot);
        const numberOf = (id: string): number => index.numberOf(id)!;
        for (const { groupId, memberId, memberType, evidence } of snapshot.rows("groupMembers")) {
          const isGroup = listed.includes(memberId) || memberType === "group";
          if (isGroup) expect(index.nestedEvidence(numberOf(groupId), numberOf(memberId))).toBe(evidence);
          else if (memberType === "user" || memberType === "servicePrincipal")
            expect(index.memberEvidence(numberOf(groupId), principals.numberOf(memberId)!)).toBe(evidence);
        }
        const ofGroups = rows.filter(({ memberId, memberType }) => listed.includes(memberId) || memberType === "group");
        const ofOthers = rows.filter((row) => !ofGroups.includes(row) && !/device|orgContact/u.test(row.memberType));
        const memberIdsOf = (groupId: string, from: typeof rows): readonly string[] =>
          from.flatMap((row) => (row.groupId === groupId ? [row.memberId] : [])).sort();
        for (const groupId of groupIds) {
          const group = index.numberOf(groupId);
          const [members, nested] = [memberIdsOf(groupId, ofOthers), memberIdsOf(groupId, ofGroups)];
          const isNested = ofGroups.some(({ memberId }) => memberId === groupId);
          expect(group !== undefined).toBe(listed.includes(groupId) || isNested || members.length + nested.length > 0);
          if (group === undefined) continue;
          expect(Array.from(linksOf(index.members, group), principals.idOf)).toEqual(members);
          expect(Array.from(linksOf(index.nested, group), index.idOf)).toEqual(nested);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("refuses rows that are not in order, in which members would be missed", () => {
    const user = (groupId: string, memberId: string) => ({ groupId, memberId, memberType: "user" });
    const snapshot = tenantOf([user("a", "b"), user("a", "d"), user("c", "b")], ["a", "c"]);
    const read = (...places: number[]) => indexed({ ...snapshot, table: reordered(snapshot, places) });
    expect(() => read(0, 1, 2)).not.toThrow();
    for (const places of [
      [1, 0, 2],
      [2, 0, 1],
      [0, 0, 1],
    ])
      expect(() => read(...places)).toThrow(TypeError);
  });
});

function reordered({ table }: Snapshot, places: readonly number[]): Snapshot["table"] {
  return (section) =>
    section === "groupMembers" ? tableWhere(table(section), Uint32Array.from(places)) : table(section);
}
