import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDuration, isLonger } from "../../src/domain/iso-duration.ts";

const from = new Date("2026-01-31T12:00:00Z");
const later = (duration: string): string | undefined => addDuration(from, duration)?.toISOString();

describe("addDuration", () => {
  it.each([
    ["P90D", "2026-05-01T12:00:00.000Z"],
    ["PT8H", "2026-01-31T20:00:00.000Z"],
    ["P2W", "2026-02-14T12:00:00.000Z"],
    ["P1Y", "2027-01-31T12:00:00.000Z"],
    ["P1DT1H1M1.5S", "2026-02-01T13:01:01.500Z"],
  ])("adds %s", (duration, expected) => {
    expect(later(duration)).toBe(expected);
  });

  it.each([
    ["P1M", "2026-02-28T12:00:00.000Z"],
    ["P3M", "2026-04-30T12:00:00.000Z"],
    ["P1Y1M", "2027-02-28T12:00:00.000Z"],
    ["P1M1D", "2026-03-01T12:00:00.000Z"],
  ])("ends %s after the last of a month within the month it reaches", (duration, expected) => {
    expect(later(duration)).toBe(expected);
  });

  it("goes back, too", () => {
    expect(addDuration(from, "P90D", -1)?.toISOString()).toBe("2025-11-02T12:00:00.000Z");
    expect(addDuration(new Date("2026-03-31T00:00:00Z"), "P1M", -1)?.toISOString()).toBe("2026-02-28T00:00:00.000Z");
  });

  it.each(["", "P", "PT", "P1DT", "90D", "P-1D", "p1d", "P1.5D", "P1H", "forever", " P1D"])("refuses %j", (text) => {
    expect(addDuration(from, text)).toBeNull();
  });

  it("gives a date that there is, or none", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.constantFrom("Y", "M", "W", "D"), (count, unit) => {
        const end = addDuration(from, `P${count}${unit}`);
        expect(end === null || !Number.isNaN(end.getTime())).toBe(true);
      }),
      { examples: [[10n ** 12n, "D"]] },
    );
  });

  it("comes back by days and times to where it began", () => {
    const moment = fc.date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.nat(5000), fc.nat(100_000), (start, days, minutes) => {
        const duration = `P${days}DT${minutes}M`;
        const there = addDuration(start, duration) ?? new Date(Number.NaN);
        expect(addDuration(there, duration, -1)).toEqual(start);
        expect(there.getTime() - start.getTime()).toBe((days * 1440 + minutes) * 60_000);
      }),
    );
  });
});

describe("isLonger", () => {
  it.each([
    ["P14D", "P2W", false],
    ["P15D", "P14D", true],
    ["PT23H", "P1D", false],
    ["P3M", "P92D", false],
    ["P93D", "P3M", true],
    ["P92D", "P3M", false],
    ["P1Y", "P366D", false],
    ["soon", "P1D", null],
    ["P1D", "", null],
  ])("%s longer than %s: %s", (duration, limit, expected) => {
    expect(isLonger(duration, limit)).toBe(expected);
  });
});
