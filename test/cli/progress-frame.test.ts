import { describe, expect, it } from "vitest";
import { type ProgressState, progressFrame, type UnderWay } from "../../src/cli/progress-frame.ts";

const began = Date.parse("2026-11-23T08:00:00.000Z");

/** At 100 seconds: begun at 50 seconds with nothing done. */
function underWay(section: UnderWay["section"], done: number, of: number | null, rows = done): UnderWay {
  const mark = { at: began + 50_000, done: 0 };
  return { section, done, of, rows, from: mark, next: mark };
}

function frame(sections: readonly UnderWay[], columns: number, state: Partial<ProgressState> = {}): readonly string[] {
  const now = began + 100_000;
  const total = { ended: 7, sections: 42, calls: 1234, throttled: 0, began, now, planned: 0 };
  return progressFrame({ underWay: sections, ...total, ...state }, columns).split("\n");
}

describe("a frame of progress", () => {
  it.each([
    [40, "  groupMembers   2,500/10,000 2:30 left"],
    [80, "  groupMembers         ██░░░░░░░   2,500/10,000   20,000 rows    50/s 2:30 left"],
    [
      200,
      "  groupMembers                     ███████░░░░░░░░░░░░░░░░░░░░░░░   2,500/10,000   20,000 rows    50/s 2:30 left",
    ],
  ])("says of a section at %i columns how far it is", (columns, line) => {
    expect(frame([underWay("groupMembers", 2500, 10_000, 20_000)], columns)[0]).toBe(line);
  });

  it.each([1, 10, 40, 79, 80, 81, 110, 111, 200])("stays within %i columns, whatever is to be said", (columns) => {
    const sections = [
      underWay("directoryRoleAssignmentSchedules", 123_456_789, 987_654_321, 1_234_567_890),
      underWay("accessPackagesIncompatibleWith", 0, null),
    ];
    const lines = frame(sections, columns, { throttled: 1_000_000, calls: 10_000_000, planned: 1_000_000 });

    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(Math.max(2, columns));
  });

  it("knows no time left, and draws no share, where nothing is counted", () => {
    const [line, total] = frame([underWay("auditEvents", 500, null)], 120);

    expect(line).toContain("500 ");
    expect(line).toContain("10/s");
    expect(line).toContain("? left");
    expect(line).not.toMatch(/[█░]/u);
    expect(total).toContain("? left");
  });

  it("knows no time left where nothing has come, or a reading was begun anew", () => {
    const again = { ...underWay("users", 100, 1000), from: { at: began, done: 900 } };

    for (const section of [underWay("users", 0, 1000), again]) {
      expect(frame([section], 120)[0]).toContain("? left");
      expect(frame([section], 120)[0]).not.toContain("/s");
    }
  });

  it("shows those with most left first, and counts the others", () => {
    const sizes = [3, 11, 5, 7, 9, 2, 8, 4, 6, 10];
    const lines = frame([underWay("signIns", 9, null), ...sizes.map((of) => underWay("users", 1, of))], 120);

    expect(lines.slice(0, 8).map((line) => /1\/(\d+)/u.exec(line)?.[1])).toEqual([
      "11",
      "10",
      "9",
      "8",
      "7",
      "6",
      "5",
      "4",
    ]);
    expect(lines[8]).toBe("  and 3 more under way");
    expect(lines).toHaveLength(10);
  });

  it("sums up, and takes the longest of the plan and of what is under way", () => {
    const sections = [underWay("users", 500, 1000), underWay("groups", 50, 4000)];

    expect(frame(sections, 120).at(-1)).toBe("  7 of 42 sections, 1:40 so far, at least 1:05:50 left, 1,234 calls");
    expect(frame([], 120, { planned: 700, throttled: 3 }).at(-1)).toBe(
      "  7 of 42 sections, 1:40 so far, at least 10:00 left, 1,234 calls, 3 throttled",
    );
  });
});
