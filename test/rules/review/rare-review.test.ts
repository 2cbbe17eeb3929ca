import { describe, expect, it } from "vitest";
import { rareReview } from "../../../rules/review/rare-review.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aPack, packageNamed } from "../../builders/pack.ts";
import { noReview, quarterlyReview } from "../../builders/reviews.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const pack = aPack({ a: [packageNamed("P")], b: [packageNamed("Q")] });
const bank = () => aTenant().accessPackages("P", "Q", "Plain");
const run = (tenant: TenantBuilder, tiers: readonly string[] = []) => runRule(rareReview, tenant, [pack], { tiers });
const outcomeOf = (settings: ReturnType<typeof every>) => run(bank().policy("pol", "P", settings)).outcome;

const noEnd = { type: "noEnd", startDate: "2026-01-01" };
const every = (interval: unknown, type = "absoluteMonthly", range: unknown = noEnd) =>
  quarterlyReview({ schedule: { recurrence: { pattern: { type, interval }, range } } as never });

describe("rare-review", () => {
  it("finds reviews that come too seldom, be the package sensitive or not", () => {
    const tenant = bank()
      .policy("halfyearly", "P", every(6))
      .policy("quarterly", "Q", every(3))
      .policy("plain", "Plain", every(6))
      .policy("yearly", "Plain", every(1, "absoluteYearly"));
    const { outcome, findings } = run(tenant);
    expect(outcome).toMatchObject({ outcome: "violated", examined: 4, violations: 2 });
    expect(findings.map(({ message }) => message)).toEqual([
      'The review that policy "halfyearly" of "P" asks for comes every P6M: the limit is P3M',
      'The review that policy "yearly" of "Plain" asks for comes every P1Y: the limit is P6M',
    ]);
    expect(findings[0]).toMatchObject({
      severity: "medium",
      subject: { kind: "policy", id: "halfyearly" },
      evidence: ["policies/1#/value/0"],
    });
  });

  it.each([
    [1, "weekly"],
    [90, "daily"],
    [3, "relativeMonthly"],
  ])("is satisfied by one every %i, %s", (interval, type) => {
    expect(outcomeOf(every(interval, type))).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("goes by the tier of a package or its catalog, where one is set", () => {
    const tenant = () =>
      bank()
        .accessPackage("In", { catalogId: "c", catalogName: "Payments" })
        .policy("in", "In", every(3))
        .policy("halfyearly", "P", every(6));
    expect(subjects(run(tenant(), ["Payments = P1M", "P = P6M"]))).toEqual(["in"]);
    expect(run(tenant(), ["c = monthly", "P = P6M"]).outcome.reason).toContain('"c = monthly" cannot be read');
  });

  it.each([
    ["a day that is past", { type: "endDate", startDate: "2026-01-01", endDate: "2026-10-01" }],
    ["some times, all of them past", { type: "numbered", startDate: "2026-01-01", numberOfOccurrences: 3 }],
  ])("finds reviews that came until %s", (_, range) => {
    const { findings } = run(bank().policy("over", "P", every(3, "absoluteMonthly", range)));
    expect(findings[0]?.message).toBe(
      'The review that policy "over" of "P" asks for came for the last time before 2026-10-01',
    );
  });

  it.each([
    { type: "endDate", endDate: "2027-01-01" },
    { type: "Numbered", startDate: "2026-01-01", numberOfOccurrences: 4 },
  ])("lets them come until later: %o", (range) => {
    expect(outcomeOf(every(3, "absoluteMonthly", range)).outcome).toBe("satisfied");
  });

  it.each([
    ["schedule", quarterlyReview({ schedule: null })],
    ["range", every(3, "absoluteMonthly", null)],
    ["kind of range", every(3, "absoluteMonthly", { type: "unknownFutureValue" })],
    ["end", every(3, "absoluteMonthly", { type: "endDate", endDate: null })],
    ["start", every(3, "absoluteMonthly", { type: "numbered", numberOfOccurrences: 3 })],
    ["number", every(3, "absoluteMonthly", { type: "numbered", startDate: "2026-01-01" })],
    ["pattern", every(3, "unknownFutureValue")],
    ["interval", every(null)],
  ])("decides nothing without a known %s", (_, settings) => {
    const outcome = outcomeOf(settings);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toContain('policy "pol" of "P": how often and how long it asks for reviews is not told');
  });

  it("tells of what is wrong though the other half is not told", () => {
    expect(outcomeOf(every(6, "absoluteMonthly", null)).outcome).toBe("violated");
    const over = { type: "endDate", endDate: "2026-10-01" };
    expect(outcomeOf(every(3, "unknownFutureValue", over)).outcome).toBe("violated");
  });

  it("does not apply where no policy asks for reviews", () => {
    const { outcome } = run(bank().policy("none", "P", noReview));
    expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "no policy asks for reviews" });
  });

  it("is inconclusive where something was not told or read; what part of the policies shows stands", () => {
    const untold = run(bank().policy("odd", "P", { ...every(3), accessPackageId: null })).outcome;
    expect(untold.reason).toContain('policy "odd": of which package it is was not told');
    const unsaid = run(bank().policy("odd", "P", quarterlyReview({ isEnabled: null }))).outcome;
    expect(unsaid).toMatchObject({ outcome: "inconclusive", examined: 0 });
    const tenant = () => bank().policy("halfyearly", "P", every(6));
    expect(run(tenant().unread("policies")).outcome.outcome).toBe("inconclusive");
    expect(run(tenant().partial("accessPackages")).outcome).toMatchObject({ outcome: "inconclusive", examined: 0 });
    expect(subjects(run(tenant().partial("policies")))).toEqual(["halfyearly"]);
  });
});
