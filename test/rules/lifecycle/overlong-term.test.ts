import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overlongTerm } from "../../../rules/lifecycle/overlong-term.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aTenant, now } from "../../builders/tenant.ts";

const day = 24 * 60 * 60 * 1000;
const bank = () => aTenant().accessPackage("P", { catalogId: "C", catalogName: "Payments" }).accessPackage("Q");
const afterDays = (days: number, allowedTargetScope = "allMemberUsers") => ({
  allowedTargetScope,
  expiration: { type: "AfterDuration", duration: `P${days}D`, endDateTime: null },
});
const until = (time: number) => ({
  expiration: { type: "afterDateTime", duration: null, endDateTime: new Date(now.getTime() + time).toISOString() },
});
const outsiders = "allExternalUsers";

describe("overlong-term", () => {
  it("finds policies whose access lasts too long, by whom they are for", () => {
    const tenant = bank()
      .policy("half", "P", afterDays(180))
      .policy("more", "P", afterDays(181))
      .policy("quarter", "P", afterDays(90, outsiders))
      .policy("longer", "P", afterDays(91, outsiders));
    const run = runRule(overlongTerm, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 4, violations: 2 });
    expect(run.findings).toMatchObject([
      {
        severity: "medium",
        subject: { kind: "policy", id: "longer" },
        message: 'Policy "longer" of "P" gives access for P91D: the limit is P90D',
        evidence: ["policies/1#/value/3"],
      },
      { subject: { id: "more" }, message: 'Policy "more" of "P" gives access for P181D: the limit is P180D' },
    ]);
  });

  it("finds a fixed end that is further off than the limit", () => {
    const run = runRule(
      overlongTerm,
      bank()
        .policy("at", "P", until(180 * day))
        .policy("past", "P", until(180 * day + 1)),
    );
    expect(subjects(run)).toEqual(["past"]);
    expect(run.findings[0]?.message).toContain("gives access until 2027-05-22T09:00:00.001Z: the limit is P180D");
  });

  it.each(["P", "c", "payments"])("holds packages of the tighter tier to its limit, named as %s", (name) => {
    const tenant = bank()
      .policy("tight", "P", afterDays(91))
      .policy("fine", "P", afterDays(90))
      .policy("other", "Q", afterDays(91));
    const run = runRule(overlongTerm, tenant, [], { tight: [name] });
    expect(subjects(run)).toEqual(["tight"]);
    expect(run.findings[0]?.message).toContain("the limit is P90D");
    expect(subjects(runRule(overlongTerm, tenant, [], { tight: [name], maxAgeTight: "P89D" }))).toEqual([
      "fine",
      "tight",
    ]);
  });

  it("takes the stricter limit of the two where the tier is laxer", () => {
    const tenant = bank().policy("outside", "P", afterDays(95, outsiders));
    expect(runRule(overlongTerm, tenant, [], { tight: ["P"], maxAgeTight: "P1Y" }).findings[0]?.message).toContain(
      "the limit is P90D",
    );
  });

  it.each([
    ["has no end", { expiration: { type: "noExpiration", duration: null, endDateTime: null } }],
    ["has no end by saying nothing", { expiration: { type: "NotSpecified", duration: null, endDateTime: null } }],
    ["is given by a rule", { ...afterDays(400), isAutomatic: true }],
  ])("leaves access out that %s", (_, settings) => {
    expect(runRule(overlongTerm, bank().policy("p", "P", settings)).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 0,
    });
  });

  it("agrees with counting days, whatever the limits", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 400 }),
        fc.boolean(),
        (days, limit, outside) => {
          const tenant = bank().policy("some", "P", afterDays(days, outside ? outsiders : "allMemberUsers"));
          const run = runRule(overlongTerm, tenant, [], { [outside ? "maxAgeOutside" : "maxAge"]: `P${limit}D` });
          expect(run.outcome.outcome).toBe(days > limit ? "violated" : "satisfied");
        },
      ),
      { numRuns: 40 },
    );
  });

  it.each([
    ["absent", { expiration: null }],
    ["for a while", { expiration: { type: "untilTheCowsComeHome", duration: "a while", endDateTime: null } }],
    ["for afterDuration", { expiration: { type: "afterDuration", duration: null, endDateTime: null } }],
    ["until null", { expiration: { type: "afterDateTime", duration: null, endDateTime: null } }],
  ])("does not decide an end that is %s", (text, settings) => {
    const { outcome } = runRule(overlongTerm, bank().policy("odd", "P", settings));
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toContain(`Graph does not say when access ends (${text})`);
  });

  it("does not decide between limits where it is not told which is meant", () => {
    const odd = (days: number) => runRule(overlongTerm, bank().policy("odd", "P", afterDays(days, "martians"))).outcome;
    expect(odd(90).outcome).toBe("satisfied");
    expect(odd(181).outcome).toBe("violated");
    expect(odd(91)).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(odd(91).reason).toContain("Graph does not say for whom it is, or of which package");
    for (const accessPackageId of [null, "gone"]) {
      const tenant = bank().policy("odd", "P", { ...afterDays(100), accessPackageId });
      expect(runRule(overlongTerm, tenant).outcome.outcome).toBe("satisfied");
      expect(runRule(overlongTerm, tenant, [], { tight: ["Q"] }).outcome.outcome).toBe("inconclusive");
    }
  });

  it("is inconclusive where policies were not read; what a part shows stands", () => {
    const tenant = () => bank().policy("long", "P", afterDays(400));
    for (const section of ["policies", "accessPackages"] as const) {
      expect(runRule(overlongTerm, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
      expect(subjects(runRule(overlongTerm, tenant().partial(section)))).toEqual(["long"]);
    }
  });
});
