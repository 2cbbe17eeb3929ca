import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { grandfatheredHolder } from "../../../rules/sod/grandfathered-holder.ts";
import { lateConflict } from "../../../rules/sod/late-conflict.ts";
import { declarationEvent } from "../../builders/declaration-events.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const seen = { from: "2026-10-25T00:00:00Z", to: "2026-11-23T00:00:00Z" };
const declaredAt = "2026-11-01T12:00:00Z";

/** P refuses holders of Q since the first of November. */
const bank = () =>
  aTenant()
    .users("ann", "bob")
    .accessPackages("P", "Q", "R")
    .audited({ seen })
    .declares("P", "Q")
    .row("auditEvents", declarationEvent("Create", declaredAt, ["P", "Q"]));

const both = (tenant: ReturnType<typeof bank>, holder: string, p: string | null, q: string | null) =>
  tenant.assign(holder, "P", { startDateTime: p }).assign(holder, "Q", { startDateTime: q });

describe("grandfathered-holder", () => {
  it("finds who held both before, with the declaration among the evidence", () => {
    const tenant = both(bank(), "ann", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z").assign("bob", "P");
    const run = runRule(grandfatheredHolder, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      principal: { id: "ann" },
      conflict: "declared/P/Q",
      severity: "high",
      message: 'ann has held "P" and "Q" since 2026-04-01, before they were declared incompatible on 2026-11-01',
      evidence: ["assignments/1#/value/0", "assignments/1#/value/1", "auditEvents/1#/value/0"],
    });
  });

  it("draws the line at the declaration, and decides nothing within the tolerance after it", () => {
    const outcomeAt = (q: string) =>
      runRule(grandfatheredHolder, both(bank(), "ann", "2026-01-01T00:00:00Z", q)).outcome;
    expect(outcomeAt("2026-11-01T12:00:00Z").outcome).toBe("violated");
    const late = (p: string) => runRule(grandfatheredHolder, both(bank(), "ann", p, "2026-01-01T00:00:00Z")).outcome;
    expect(late("2026-11-01T12:00:00Z").outcome).toBe("violated");
    expect(late("2026-11-01T12:00:01Z").outcome).toBe("inconclusive");
    expect(late("2026-11-01T13:00:00Z").outcome).toBe("inconclusive");
    expect(late("2026-11-01T13:00:01Z").outcome).toBe("satisfied");
  });

  it.each([
    ["only one of them holds the second", bank().assign("ann", "P").assign("bob", "Q")],
    ["an assignment is over", bank().assign("ann", "P").assign("ann", "Q", { state: "expired" })],
  ])("is satisfied where %s", (_, tenant) => {
    expect(runRule(grandfatheredHolder, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it("is indeterminate where the trail does not tell of the declaration", () => {
    const untold = aTenant().users("ann").accessPackages("P", "Q").declares("P", "Q").audited({ seen });
    const { outcome } = runRule(
      grandfatheredHolder,
      both(untold, "ann", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z"),
    );
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0, examined: 1 });
    expect(outcome.reason).toContain(
      "P and Q are declared incompatible: ann is indeterminate, as the audit trail does not tell whether the declaration came before 2026-04-01",
    );
  });

  it("is indeterminate where the start of an assignment is not known", () => {
    for (const [p, q] of [
      [null, "2026-04-01T00:00:00Z"],
      ["2026-04-01T00:00:00Z", null],
    ] as const) {
      const { outcome } = runRule(grandfatheredHolder, both(bank(), "ann", p, q));
      expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
      expect(outcome.reason).toContain("ann is indeterminate, as since when both are held is not known");
    }
  });

  it("counts the earlier of two assignments to one package", () => {
    const tenant = both(bank(), "ann", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
    tenant.assign("ann", "P", { id: "again", startDateTime: "2026-11-10T00:00:00Z" });
    expect(accused(runRule(grandfatheredHolder, tenant))).toEqual(["ann"]);
    expect(runRule(lateConflict, tenant).outcome.outcome).toBe("satisfied");
  });

  it("does not apply where no two packages are declared incompatible", () => {
    const tenant = aTenant()
      .users("ann")
      .accessPackages("P")
      .group("G")
      .declaresGroup("P", "G")
      .assign("ann", "P")
      .members("G", "ann");
    expect(runRule(grandfatheredHolder, tenant).outcome).toMatchObject({ outcome: "not-applicable", examined: 0 });
  });

  it.each([
    ["incompatibleAccessPackages", "unread"],
    ["incompatibleAccessPackages", "partial"],
    ["auditEvents", "unread"],
    ["auditEvents", "partial"],
    ["assignments", "unread"],
  ] as const)("is inconclusive where %s are %s", (section, how) => {
    const tenant = both(bank(), "ann", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z")[how](section);
    expect(runRule(grandfatheredHolder, tenant).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it("does not apply where no two packages are declared incompatible", () => {
    const { outcome } = runRule(grandfatheredHolder, aTenant().users("ann").accessPackages("P", "Q"));
    expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "no two packages are declared incompatible" });
  });

  it("stands by what a part of the assignments shows, and says there may be more", () => {
    const run = runRule(
      grandfatheredHolder,
      both(bank(), "ann", "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z").partial("assignments"),
    );
    expect(accused(run)).toEqual(["ann"]);
    expect(run.outcome.reason).toContain("P and Q are declared incompatible: there may be more");
  });

  it("shares every holder of a pair declared both ways out among grandfathered, late and indeterminate", () => {
    const hour = fc
      .integer({ min: -6, max: 6 })
      .map((hours) => new Date(Date.parse(declaredAt) + hours * 3_600_000).toISOString());
    fc.assert(
      fc.property(hour, hour, (p, q) => {
        const tenant = both(bank().declares("Q", "P"), "ann", p, q).row(
          "auditEvents",
          declarationEvent("Create", declaredAt, ["Q", "P"]),
        );
        const since = Math.max(Date.parse(p), Date.parse(q)) - Date.parse(declaredAt);
        const expected = since <= 0 ? [1, 0] : since <= 3_600_000 ? [0, 0] : [0, 1];
        const found = [grandfatheredHolder, lateConflict].map((rule) => runRule(rule, tenant).findings.length);
        expect(found).toEqual(expected);
      }),
      { numRuns: 80 },
    );
  });
});
