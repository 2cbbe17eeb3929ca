import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openSnapshot } from "../../src/snapshot/reader.ts";
import { createSnapshot } from "../../src/snapshot/writer.ts";
import { aTenant } from "../builders/tenant.ts";
import { begun, pageOf, rowsIn, snapshotPath } from "./written.ts";

const groups = ["g0", "g1", "g2", "g3", "lost"];
const people = ["p0", "p1", "p2"];
const edges = fc.uniqueArray(fc.tuple(fc.constantFrom(...groups), fc.constantFrom(...groups, ...people, "robot")), {
  selector: String,
  maxLength: 24,
  size: "max",
});

describe("groups within groups, as they are saved", () => {
  it("are those that a plain closure over the memberships reaches, one that was never listed among them", () => {
    fc.assert(
      fc.property(edges, (members) => {
        const tenant = aTenant().users(...people);
        tenant.groups("g0", "g1", "g2", "g3").app("robot");
        for (const [groupId, memberId] of members) {
          const memberType = memberId === "lost" ? "group" : memberId === "robot" ? "servicePrincipal" : undefined;
          if (memberType === undefined) tenant.members(groupId, memberId);
          else tenant.row("groupMembers", { groupId, memberId, memberType, memberName: memberId });
        }
        const snapshot = tenant.build();
        const writer = createSnapshot(snapshotPath(), begun);
        for (const section of ["groups", "groupMembers"] as const)
          writer.save(pageOf(section, "{}", rowsIn(snapshot, section)));

        for (const groupId of groups) {
          const below = new Set([groupId]);
          for (const id of below) for (const [of, to] of members) if (of === id && groups.includes(to)) below.add(to);
          const users = people.filter((id) => members.some(([of, to]) => to === id && below.has(of)));
          expect(writer.nesting.below(groupId).toSorted()).toEqual([...below].sort());
          expect(writer.nesting.usersIn(groupId)).toBe(users.length);
          expect(writer.nesting.groupsIn(groupId).toSorted()).toEqual(
            members.flatMap(([of, to]) => (of === groupId && groups.includes(to) ? [to] : [])).sort(),
          );
        }
        writer.discard();
      }),
      { numRuns: 50 },
    );
  });
});

describe("what was read of a parent", () => {
  it("is told from what was not, once its last page is there, and however often it is asked", async () => {
    const path = snapshotPath();
    const writer = createSnapshot(path, begun);
    const page = pageOf("groupMembers", "{}", []);
    const part = (parentId: string, next: string | null) => ({ parentId, pointer: "", rows: [], next, expected: null });
    writer.save({ ...page, parts: [part("whole", null), part("half", "/next")] });
    writer.skip("groupMembers", "gone");
    writer.finish(aTenant().build().run, []);

    const snapshot = await openSnapshot(path);
    for (let nth = 0; nth < 100; nth += 1) {
      const read = ["whole", "half", "gone", "never"].map((id) => snapshot.wasRead("groupMembers", id));
      expect(read).toEqual([true, false, true, false]);
      expect(snapshot.wasRead("groupOwners", "whole")).toBe(false);
    }
    snapshot.close();
  });
});
