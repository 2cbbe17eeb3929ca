import { describe, expect, it } from "vitest";
import { weigh } from "../../src/domain/severity.ts";

const worse = { steps: 1, because: "after enforcement" } as const;
const milder = { steps: -1, because: "potential only" } as const;

describe("a severity", () => {
  it("is the base alone where nothing changes it", () => {
    expect(weigh("high", [])).toEqual({ severity: "high", arithmetic: "high" });
  });

  it("adds up what changes it, and says so", () => {
    expect(weigh("high", [worse])).toEqual({
      severity: "critical",
      arithmetic: "critical = high +1 (after enforcement)",
    });
    expect(weigh("high", [worse, milder, milder]).arithmetic).toBe(
      "medium = high +1 (after enforcement) -1 (potential only) -1 (potential only)",
    );
  });

  it("never leaves the scale", () => {
    expect(weigh("critical", [worse, worse]).severity).toBe("critical");
    expect(weigh("low", [milder]).severity).toBe("low");
  });
});
