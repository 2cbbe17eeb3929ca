import { describe, expect, it } from "vitest";
import { unreconciledPopulation } from "../../../rules/dataquality/unreconciled-population.ts";
import type { SectionCoverage } from "../../../src/domain/sections.ts";
import { sectionNames } from "../../../src/domain/sections.ts";
import { assessRule } from "../../../src/assess/assess-rule.ts";
import { factsOf } from "../../../src/assess/facts.ts";
import { judgeTenant } from "../../../src/assess/judge-tenant.ts";
import { runRule } from "../../builders/judging.ts";
import { aTenant, now } from "../../builders/tenant.ts";

/** Runs the rule on a tenant of two users whose section `users` was read as told. */
function runOn(users: Partial<SectionCoverage>) {
  const whole = aTenant().users("ann", "bob").build();
  const coverage = whole.coverage.map((each) => (each.section === "users" ? { ...each, ...users } : each));
  const snapshot = { ...whole, coverage };
  const facts = factsOf({
    snapshot,
    ...judgeTenant(snapshot, [], now),
    packs: [],
    sensitive: { packages: [], catalogs: [] },
    overrides: [],
    waivers: () => ({ waivers: [], unclearRules: new Set() }),
  });
  return assessRule(unreconciledPopulation, facts, coverage, { asOf: now, parameters: {} });
}

describe("unreconciled-population", () => {
  it("is satisfied where every section was read to its end and adds up", () => {
    const { outcome } = runRule(unreconciledPopulation, aTenant().user("ann"));
    expect(outcome).toMatchObject({ outcome: "satisfied", examined: sectionNames.length, violations: 0 });
    expect(runOn({ expected: 2 }).outcome.outcome).toBe("satisfied");
  });

  it.each([1, 3])("finds a section of two rows of which the tenant counts %i", (expected) => {
    const { outcome, findings } = runOn({ expected, duplicates: 1 });
    expect(outcome).toMatchObject({ outcome: "violated", violations: 1 });
    expect(findings[0]).toMatchObject({
      subject: { kind: "section", id: "users" },
      severity: "high",
      evidence: [],
      message: `users: the tenant counts ${expected} and 2 are there, where 1 came twice`,
    });
  });

  it("finds a section that the tenant contradicts, with the reason that collecting gave", () => {
    const reason = "the tenant has 150 assignments in all and its packages gave 20";
    const { outcome, findings } = runOn({ status: "failed", contradicted: true, reason });
    expect(outcome).toMatchObject({ outcome: "violated", examined: sectionNames.length });
    expect(findings[0]?.message).toBe(`users: ${reason}`);
    expect(outcome.reason).toBeUndefined();
  });

  it("says nothing of a section that merely broke off or was refused: it has nothing to hold against a count", () => {
    for (const status of ["failed", "denied", "skipped"] as const) {
      const { outcome } = runOn({ status, expected: 7, reason: "the answer broke off" });
      expect(outcome).toMatchObject({ outcome: "inconclusive", examined: sectionNames.length - 1, violations: 0 });
      expect(outcome.reason).toContain(`users: ${status}, so that there is nothing to hold`);
    }
  });

  it("does without a check that the tenant refuses", () => {
    expect(runRule(unreconciledPopulation, aTenant().unread("additionalAccess")).outcome.outcome).toBe("satisfied");
    expect(runRule(unreconciledPopulation, aTenant().partial("additionalAccess")).outcome.outcome).toBe("inconclusive");
  });
});
