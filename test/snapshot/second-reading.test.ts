import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SnapshotPage } from "../../src/snapshot/saving.ts";
import type { Row } from "../../src/snapshot/sections.ts";
import { createSnapshot } from "../../src/snapshot/writer.ts";
import { begun, snapshotPath } from "./written.ts";

const member = (groupId: string, memberId: string): Row<"groupMembers"> => ({
  groupId,
  memberId,
  memberType: "user",
  memberName: "",
});

const pageOf = (
  groupId: string,
  members: readonly string[],
  page: { readonly next: string | null; readonly expected: number | null },
): SnapshotPage<"groupMembers"> => ({
  section: "groupMembers",
  url: "",
  requestedAt: "",
  receivedAt: "",
  requestId: null,
  status: 200,
  body: Buffer.from(""),
  parts: [
    {
      parentId: groupId,
      pointer: "/value",
      rows: members.map((memberId, item) => ({ item, row: member(groupId, memberId) })),
      ...page,
    },
  ],
});

const names = fc.subarray(["a", "b", "c", "d", "e", "f"], { minLength: 1 });

/** A try at reading a group a second time: the pages that came, and what ended it. */
const tries = fc.record({
  pages: fc.array(names, { minLength: 1, maxLength: 3 }),
  ending: fc.constantFrom("whole", "counted right", "counted wrong", "broken off"),
});

describe("a second reading", () => {
  it("stands where it was whole, and else the first does, however often it was begun anew", () => {
    fc.assert(
      fc.property(names, fc.array(tries, { maxLength: 4 }), (first, attempts) => {
        const writer = createSnapshot(snapshotPath(), begun);
        writer.save(pageOf("other", ["a", "z"], { next: null, expected: 2 }));
        writer.save(pageOf("group", first, { next: null, expected: first.length }));

        const reading = writer.readAgain({ section: "groupMembers", by: "parent", values: ["group"] });
        let standing: readonly string[] = first;
        for (const { pages, ending } of attempts) {
          writer.restart("groupMembers", "group");
          const there = new Set(pages.flat());
          for (const [index, page] of pages.entries()) {
            const isLast = index === pages.length - 1 && ending !== "broken off";
            const expected = there.size + (ending === "counted wrong" ? 1 : 0);
            const counted = index === 0 && ending.startsWith("counted") ? expected : null;
            writer.save(pageOf("group", page, { next: isLast ? null : `${index}`, expected: counted }));
          }
          if (ending !== "whole" && ending !== "counted right") continue;
          standing = [...there];
          break;
        }
        reading.end();

        const members = (groupId: string): readonly string[] =>
          [...writer.rows("groupMembers")].filter((row) => row.groupId === groupId).map(({ memberId }) => memberId);
        expect([...members("group")].sort()).toEqual([...standing].sort());
        expect(members("other")).toEqual(["a", "z"]);
        expect(writer.read("groupMembers", "group")).toMatchObject({ done: true, there: standing.length });
        expect(writer.read("groupMembers", "group")?.expected ?? standing.length).toBe(standing.length);
        writer.discard();
      }),
      { numRuns: 200 },
    );
  });
});
