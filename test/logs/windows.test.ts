import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { AuditWindow } from "../../src/logs/audit-trail.ts";
import { halves, stretches } from "../../src/logs/windows.ts";

const anyWindow = fc
  .tuple(
    fc.integer({ min: 0, max: 2_000_000_000_000 }),
    fc.oneof(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 0, max: 10_000_000 })),
  )
  .map(([from, length]): AuditWindow => ({ from: new Date(from), to: new Date(from + length) }));

const span = ({ from, to }: AuditWindow): number => to.getTime() - from.getTime();

it("cuts a window into stretches that meet and leave nothing out", () => {
  fc.assert(
    fc.property(anyWindow, fc.integer({ min: 100_000, max: 20_000_000 }), (window, length) => {
      const parts = [...stretches(window, length)];

      expect(parts.slice(1).map(({ from }) => from)).toEqual(parts.slice(0, -1).map(({ to }) => to));
      expect(parts.reduce((sum, part) => sum + span(part), 0)).toBe(span(window));
      expect(parts.slice(0, -1).every((part) => span(part) === length)).toBe(true);
      if (span(window) > 0) expect([parts[0]?.from, parts.at(-1)?.to]).toEqual([window.from, window.to]);
      else expect(parts).toEqual([]);
    }),
  );
});

it("cuts a window into halves that meet, down to a second", () => {
  fc.assert(
    fc.property(anyWindow, (window) => {
      const parts = halves(window);
      expect(parts === null).toBe(span(window) <= 1000);
      if (parts === null) return;

      const [first, second] = parts;
      expect([first.from, first.to, second.to]).toEqual([window.from, second.from, window.to]);
      expect(span(first) % 1000).toBe(0);
      expect(Math.min(span(first), span(second))).toBeGreaterThan(0);
      expect(Math.abs(span(first) - span(second))).toBeLessThanOrEqual(1000);
    }),
  );
});
