import { describe, expect, it } from "vitest";
import { compareSeverity, severities } from "../../src/domain/severity.ts";

describe("compareSeverity", () => {
  it("sorts ascending, whatever the order before", () => {
    expect(severities.toReversed().sort(compareSeverity)).toEqual(["low", "medium", "high", "critical"]);
    expect(severities.map((severity) => compareSeverity(severity, "high"))).toEqual([-2, -1, 0, 1]);
  });
});
