import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Row } from "../../src/snapshot/sections.ts";
import { createSnapshot } from "../../src/snapshot/writer.ts";
import { begun, snapshotPath } from "./written.ts";

const assigned = (id: string): Row<"appRoleAssignments"> => ({
  id,
  resourceId: "app",
  appRoleId: "role",
  principalId: "user",
  principalType: "User",
  principalDisplayName: "",
  createdDateTime: null,
});

describe("the state of a read", () => {
  it("counts each row that is there once, and to the read it was last seen in", () => {
    const ids = fc.array(fc.constantFrom("a", "b", "c", "d", "e"), { maxLength: 6 });
    const page = fc.array(fc.tuple(fc.constantFrom("p", "q", "r"), ids), { maxLength: 3 });
    fc.assert(
      fc.property(fc.array(page, { maxLength: 5 }), (pages) => {
        const writer = createSnapshot(snapshotPath(), begun);
        const lastSeen = new Map<string, string>();
        for (const parts of pages) {
          writer.save({
            section: "appRoleAssignments",
            url: "",
            requestedAt: "",
            receivedAt: "",
            requestId: null,
            status: 200,
            body: Buffer.from(""),
            parts: parts.map(([parentId, rows]) => ({
              parentId,
              pointer: "/value",
              rows: rows.map((id, item) => ({ item, row: assigned(id) })),
              next: null,
              expected: 7,
            })),
          });
          for (const [parentId, rows] of parts) for (const id of rows) lastSeen.set(id, parentId);
        }
        for (const parent of new Set(pages.flat().map(([parentId]) => parentId))) {
          const there = [...lastSeen.values()].filter((seenIn) => seenIn === parent).length;
          expect(writer.read("appRoleAssignments", parent)).toMatchObject({ next: null, expected: 7, there });
        }
        writer.discard();
      }),
      { numRuns: 60 },
    );
  });

  it("is unknown of what was not begun, and the tenant's count is the sum only where each read has one", () => {
    const writer = createSnapshot(snapshotPath(), begun);
    const save = (parentId: string, expected: number | null) =>
      writer.save({
        section: "groupOwners",
        url: "",
        requestedAt: "",
        receivedAt: "",
        requestId: null,
        status: 200,
        body: Buffer.from(""),
        parts: [{ parentId, pointer: "/value", rows: [], next: null, expected }],
      });
    expect(writer.read("groupOwners", "g")).toBeUndefined();
    expect(writer.tally("groupOwners").expected).toBeNull();
    save("g", 2);
    save("h", 3);
    expect(writer.tally("groupOwners").expected).toBe(5);
    save("i", null);
    expect(writer.tally("groupOwners").expected).toBeNull();
    writer.discard();
  });
});
