import { describe, expect, it } from "vitest";
import { lateConflict } from "../../../rules/sod/late-conflict.ts";
import { grandfatheredHolder } from "../../../rules/sod/grandfathered-holder.ts";
import { declarationEvent } from "../../builders/declaration-events.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const seen = { from: "2026-10-25T00:00:00Z", to: "2026-11-23T00:00:00Z" };
const [before, after, later] = ["2026-06-01T00:00:00Z", "2026-11-10T00:00:00Z", "2026-11-20T00:00:00Z"];

type Told = readonly (readonly ["Create" | "Delete", string, string])[];

/** P refuses holders of Q; the trail tells what it is told, in the form of activity, day of November, and the packages' order. */
function bank(told: Told, declared: readonly string[] = ["PQ"]) {
  const tenant = aTenant().users("ann", "bob").accessPackages("P", "Q").audited({ seen });
  for (const [from = "", to = ""] of declared) tenant.declares(from, to);
  for (const [activity, day, order] of told)
    tenant.row("auditEvents", declarationEvent(activity, `2026-11-${day}T12:00:00Z`, order.split("")));
  return tenant;
}

const holding = (tenant: ReturnType<typeof bank>, p: string, q: string) =>
  tenant.assign("ann", "P", { startDateTime: p }).assign("ann", "Q", { startDateTime: q });

const kindOf = (tenant: ReturnType<typeof bank>) =>
  [runRule(grandfatheredHolder, tenant), runRule(lateConflict, tenant)].map(({ outcome }) => outcome.outcome).join(" ");

describe("late-conflict", () => {
  it("finds who got the refusing package last, after the declaration", () => {
    const run = runRule(lateConflict, holding(bank([["Create", "01", "PQ"]]), after, before));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      principal: { id: "ann" },
      conflict: "declared/P/Q",
      severity: "critical",
      message: 'ann, who holds "Q", got "P" on 2026-11-10, although it refused holders of the other by then',
      evidence: ["assignments/1#/value/0", "assignments/1#/value/1", "auditEvents/1#/value/0"],
    });
  });

  it("does not take the open direction for a failure", () => {
    const run = runRule(lateConflict, holding(bank([["Create", "01", "PQ"]]), before, after));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 1, violations: 0 });
    expect(kindOf(holding(bank([["Create", "01", "PQ"]]), before, after))).toBe("satisfied satisfied");
  });

  it("takes both directions for what they are, each since its own declaration", () => {
    const told: Told = [
      ["Create", "01", "PQ"],
      ["Create", "15", "QP"],
    ];
    const both = () => bank(told, ["PQ", "QP"]);
    expect(kindOf(holding(both(), before, "2026-10-30T00:00:00Z"))).toBe("violated satisfied");
    expect(kindOf(holding(both(), before, later))).toBe("satisfied violated");
    expect(kindOf(holding(both(), after, before))).toBe("inconclusive inconclusive");
  });

  it("reads the one declaration there is, whichever package its event names first", () => {
    expect(kindOf(holding(bank([["Create", "01", "QP"]]), after, before))).toBe("satisfied violated");
    expect(kindOf(holding(bank([["Create", "01", "QP"]]), before, "2026-07-01T00:00:00Z"))).toBe("violated satisfied");
  });

  it("reads a withdrawn second direction away, in whichever order events name packages", () => {
    const told: Told = [
      ["Create", "02", "PQ"],
      ["Create", "02", "QP"],
      ["Delete", "14", "QP"],
    ];
    for (const direction of ["PQ", "QP"]) {
      const [p, q] = direction === "PQ" ? [after, before] : [before, after];
      expect(kindOf(holding(bank(told, [direction]), p, q))).toBe("satisfied violated");
    }
  });

  it("finds what was granted while the declaration was withdrawn for a time, and says so", () => {
    const told: Told = [
      ["Create", "01", "PQ"],
      ["Delete", "09", "PQ"],
      ["Create", "12", "PQ"],
    ];
    const run = runRule(lateConflict, holding(bank(told), after, before));
    expect(accused(run)).toEqual(["ann"]);
    expect(run.findings[0]?.message).toContain("while its declaration against the other was withdrawn for a time");
    expect(run.findings[0]?.evidence).toHaveLength(5);
    const since = runRule(lateConflict, holding(bank(told), later, before));
    expect(since.findings[0]?.message).toContain("although it refused holders of the other by then");
  });

  it("knows from a withdrawal that it was declared before, as far back as the trail goes", () => {
    const told: Told = [
      ["Delete", "09", "PQ"],
      ["Create", "12", "PQ"],
    ];
    expect(kindOf(holding(bank(told), "2026-10-25T01:00:01Z", before))).toBe("satisfied violated");
    expect(kindOf(holding(bank(told), "2026-10-25T01:00:00Z", before))).toBe("inconclusive inconclusive");
    expect(kindOf(holding(bank(told), after, before))).toBe("satisfied violated");
    expect(kindOf(holding(bank(told).audited({ seen: null }), after, before))).toBe("inconclusive inconclusive");
  });

  it("decides nothing where the trail is silent, or ends otherwise than what is declared now", () => {
    expect(kindOf(holding(bank([]), after, before))).toBe("inconclusive inconclusive");
    expect(kindOf(holding(bank([["Delete", "01", "PQ"]]), after, before))).toBe("inconclusive inconclusive");
  });

  it.each([
    ["failed", "failure", "inconclusive inconclusive"],
    ["ran out of time", "Timeout", "inconclusive inconclusive"],
    ["has an unknown result", "unknownFutureValue", "inconclusive inconclusive"],
    ["has no result", null, "inconclusive inconclusive"],
    ["has its result in capitals", "SUCCESS", "satisfied violated"],
  ])("believes no event that %s", (_, result, expected) => {
    const tenant = bank([]).row(
      "auditEvents",
      declarationEvent("Create", "2026-11-01T12:00:00Z", ["P", "Q"], { result }),
    );
    expect(kindOf(holding(tenant, after, before))).toBe(expected);
  });

  it("leaves a withdrawal that failed out of what it knows", () => {
    const failed = declarationEvent("Delete", "2026-11-15T12:00:00Z", ["P", "Q"], { result: "failure" });
    const tenant = bank([["Create", "01", "PQ"]]).row("auditEvents", failed);
    expect(kindOf(holding(tenant, after, before))).toBe("satisfied violated");
  });

  it("takes the activity's name in any case, and events about other packages or groups for none of it", () => {
    const named = (activity: string, packages: readonly string[]) =>
      bank([]).row("auditEvents", declarationEvent("Create", "2026-11-01T12:00:00Z", packages, { activity }));
    expect(kindOf(holding(named("CREATE incompatible Access Package", ["P", "Q"]), after, before))).toBe(
      "satisfied violated",
    );
    expect(kindOf(holding(named("Create incompatible access package", ["P", "X"]), after, before))).toBe(
      "inconclusive inconclusive",
    );
    expect(kindOf(holding(named("Create incompatible group", ["P", "Q"]), after, before))).toBe(
      "inconclusive inconclusive",
    );
  });

  it("does not tell an order within the tolerance, where that matters", () => {
    const close = (p: string, q: string) => holding(bank([["Create", "01", "PQ"]]), p, q);
    expect(kindOf(close("2026-11-10T01:00:00Z", "2026-11-10T00:00:00Z"))).toBe("inconclusive inconclusive");
    expect(kindOf(close("2026-11-10T01:00:01Z", "2026-11-10T00:00:00Z"))).toBe("satisfied violated");
    expect(kindOf(close("2026-10-10T00:00:00Z", "2026-10-10T00:00:00Z"))).toBe("violated satisfied");
  });

  it("lets the tolerance be set", () => {
    const tenant = () => holding(bank([["Create", "01", "PQ"]]), "2026-11-02T00:00:00Z", before);
    expect(runRule(lateConflict, tenant()).outcome.outcome).toBe("violated");
    expect(runRule(lateConflict, tenant(), [], { tolerance: "P2D" }).outcome.outcome).toBe("inconclusive");
  });

  it("takes unordered events in the order of their times", () => {
    const told: Told = [
      ["Create", "12", "PQ"],
      ["Delete", "09", "PQ"],
      ["Create", "01", "PQ"],
    ];
    expect(kindOf(holding(bank(told), "2026-10-30T00:00:00Z", before))).toBe("violated satisfied");
    expect(kindOf(holding(bank(told), after, before))).toBe("satisfied violated");
  });

  it.each(["auditEvents", "incompatibleAccessPackages"] as const)("is inconclusive without %s", (section) => {
    const tenant = holding(bank([["Create", "01", "PQ"]]), after, before).unread(section);
    expect(runRule(lateConflict, tenant).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it("does not apply where no two packages are declared incompatible", () => {
    const { outcome } = runRule(lateConflict, bank([], []));
    expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "no two packages are declared incompatible" });
  });
});
