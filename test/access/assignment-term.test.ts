import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AssignmentTerm, termOf } from "../../src/access/assignment-term.ts";
import type { Row } from "../../src/snapshot/sections.ts";
import { aTenant, now } from "../builders/tenant.ts";

type Assignment = Row<"assignments">;

const hour = 3_600_000;
const at = (offset: number): string => new Date(now.getTime() + offset).toISOString();

function term(more: Partial<Assignment>): AssignmentTerm {
  const [row] = aTenant().assign("ann", "P", more).build().rows("assignments");
  if (row === undefined) throw new Error("no assignment");
  return termOf(row, now);
}

const until = (endDateTime: string): Partial<Assignment> => ({
  expiration: { type: "afterDateTime", duration: null, endDateTime },
});
const lasting = (duration: string | null): Partial<Assignment> => ({
  expiration: { type: "afterDuration", duration, endDateTime: null },
});

describe("termOf", () => {
  it.each([
    ["delivered", "active"],
    ["Delivered", "active"],
    ["partiallyDelivered", "active"],
    ["PartiallyDelivered", "active"],
    ["delivering", "pending"],
    ["DELIVERING", "pending"],
    ["expired", "ended"],
    ["Expired", "ended"],
    ["deliveryFailed", "ended"],
    ["unknownFutureValue", "unknown"],
    ["", "unknown"],
  ])("reads the state %j as %s", (state, membership) => {
    expect(term({ state }).membership).toBe(membership);
  });

  it.each([
    ["ends in an hour", until(at(hour)), "active"],
    ["ends now", until(at(0)), "ended"],
    ["ended an hour ago", until(at(-hour)), "ended"],
    ["starts now", { startDateTime: at(0) }, "active"],
    ["starts in an hour", { startDateTime: at(hour) }, "scheduled"],
    ["started never, as far as is known", { startDateTime: null }, "active"],
    ["lasts an hour more", { startDateTime: at(-23 * hour), ...lasting("P1D") }, "active"],
    ["lasted a day", { startDateTime: at(-24 * hour), ...lasting("P1D") }, "ended"],
    ["is delivered tomorrow and lasts", { state: "delivering", startDateTime: at(24 * hour) }, "pending"],
    ["is expired though it has an hour left", { state: "expired", ...until(at(hour)) }, "ended"],
  ] as const)("%s", (_, assignment, membership) => {
    expect(term(assignment).membership).toBe(membership);
  });

  it.each([
    ["a duration that starts nowhere", { startDateTime: null, ...lasting("P1D") }],
    ["a duration that is none", lasting("a while")],
    ["no duration", lasting(null)],
    ["a duration past the end of time", lasting("P999999999999D")],
    ["an end that is no date", until("soon")],
    ["a start that is no date", { startDateTime: "soon" }],
    ["an expiration of another kind", { expiration: { type: "afterLunch", duration: null, endDateTime: null } }],
  ] satisfies [string, Partial<Assignment>][])("neither accuses nor clears by %s", (_, assignment) => {
    expect(term(assignment).membership).toBe("unknown");
  });

  it.each(["noExpiration", "notSpecified", "NoExpiration"])("has no end by %s", (type) => {
    expect(term({ expiration: { type, duration: "P1D", endDateTime: at(-hour) } })).toMatchObject({
      membership: "active",
      until: null,
    });
    expect(term({ expiration: null }).until).toBeNull();
  });

  it("tells from when until when, in UTC", () => {
    expect(term({ startDateTime: "2026-11-23T10:00:00+02:00", ...lasting("P1D") })).toEqual({
      membership: "active",
      from: "2026-11-23T08:00:00.000Z",
      until: "2026-11-24T08:00:00.000Z",
    });
  });

  it("is active from the start until before the end, and at no other time", () => {
    const offset = fc.integer({ min: -100, max: 100 });
    fc.assert(
      fc.property(offset, offset, (start, end) => {
        const { membership } = term({ startDateTime: at(start * hour), ...until(at(end * hour)) });
        expect(membership === "active").toBe(start <= 0 && 0 < end);
      }),
    );
  });
});
