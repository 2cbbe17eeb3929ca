import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lastingGuestAccess } from "../../../rules/external/lasting-guest-access.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aTenant, now } from "../../builders/tenant.ts";

const day = 24 * 60 * 60 * 1000;
const bank = () => aTenant().accessPackage("P");
const forOutsiders = (expiration: { type: string; duration?: string; endDateTime?: string } | null) => ({
  allowedTargetScope: "allConfiguredConnectedOrganizationUsers",
  expiration: expiration === null ? null : { duration: null, endDateTime: null, ...expiration },
});
const afterDays = (days: number) => forOutsiders({ type: "afterDuration", duration: `P${days}D` });
const until = (time: number) =>
  forOutsiders({ type: "afterDateTime", endDateTime: new Date(now.getTime() + time).toISOString() });

describe("lasting-guest-access", () => {
  it.each(["noExpiration", "NotSpecified"])("finds access of outsiders that ends by %s", (type) => {
    const run = runRule(
      lastingGuestAccess,
      bank().policy("ever", "P", forOutsiders({ type })).policy("quarter", "P", afterDays(90)),
    );
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "high",
      subject: { kind: "policy", id: "ever" },
      message: 'Policy "ever" of "P" gives people from outside access without end: the limit is P90D',
      evidence: ["policies/1#/value/0"],
    });
  });

  it.each([
    ["P91D", "access for P91D"],
    ["P90DT1S", "access for P90DT1S"],
    ["P1Y", "access for P1Y"],
  ])("finds a term of %s", (duration, text) => {
    const run = runRule(
      lastingGuestAccess,
      bank().policy("long", "P", forOutsiders({ type: "AfterDuration", duration })),
    );
    expect(run.findings.map(({ message }) => message)).toEqual([expect.stringContaining(text)]);
  });

  it("finds a fixed end that is further off than the limit", () => {
    const tenant = bank()
      .policy("at", "P", until(90 * day))
      .policy("past", "P", until(90 * day + 1000))
      .policy("over", "P", until(-day));
    const run = runRule(lastingGuestAccess, tenant);
    expect(subjects(run)).toEqual(["past"]);
    expect(run.findings[0]?.message).toContain("access until 2027-02-21T09:00:01.000Z: the limit");
  });

  it.each(["P90D", "P12W", "PT8H"])("is satisfied by %s", (duration) => {
    const run = runRule(
      lastingGuestAccess,
      bank().policy("short", "P", forOutsiders({ type: "afterDuration", duration })),
    );
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it.each(["specificConnectedOrganizationUsers", "ALLEXTERNALUSERS"])(
    "judges policies for %s",
    (allowedTargetScope) => {
      const tenant = bank().policy("ever", "P", { ...forOutsiders({ type: "noExpiration" }), allowedTargetScope });
      expect(subjects(runRule(lastingGuestAccess, tenant))).toEqual(["ever"]);
    },
  );

  it.each(["allMemberUsers", "specificDirectoryUsers", "notSpecified"])(
    "leaves out policies for %s",
    (allowedTargetScope) => {
      const tenant = bank().policy("staff", "P", { ...forOutsiders({ type: "noExpiration" }), allowedTargetScope });
      expect(runRule(lastingGuestAccess, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
    },
  );

  it.each([
    ["absent", forOutsiders(null)],
    ["untilTheCowsComeHome", forOutsiders({ type: "untilTheCowsComeHome" })],
    ["for a while", forOutsiders({ type: "afterDuration", duration: "a while" })],
    ["for null", forOutsiders({ type: "afterDuration" })],
    ["until null", forOutsiders({ type: "afterDateTime" })],
    ["until some day", forOutsiders({ type: "afterDateTime", endDateTime: "some day" })],
  ])("does not decide an end that is %s", (text, settings) => {
    const { outcome } = runRule(lastingGuestAccess, bank().policy("odd", "P", settings));
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toContain(text);
  });

  it("does not decide for whom a policy is; one that is short enough is in order whoever it is for", () => {
    const odd = (settings: ReturnType<typeof forOutsiders>) =>
      bank().policy("odd", "P", { ...settings, allowedTargetScope: "martians" });
    expect(runRule(lastingGuestAccess, odd(afterDays(91))).outcome).toMatchObject({
      outcome: "inconclusive",
      violations: 0,
    });
    expect(runRule(lastingGuestAccess, odd(afterDays(91))).outcome.reason).toContain("for whom it is");
    expect(runRule(lastingGuestAccess, odd(afterDays(90))).outcome.outcome).toBe("satisfied");
  });

  it("agrees with counting days, whatever the limit", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 }), (days, limit) => {
        const run = runRule(lastingGuestAccess, bank().policy("some", "P", afterDays(days)), [], {
          maxAge: `P${limit}D`,
        });
        expect(run.outcome.outcome).toBe(days > limit ? "violated" : "satisfied");
      }),
      { numRuns: 40 },
    );
  });

  it("is inconclusive where policies were not read; what a part shows stands", () => {
    const tenant = () => bank().policy("ever", "P", forOutsiders({ type: "noExpiration" }));
    expect(runRule(lastingGuestAccess, tenant().unread("policies")).outcome.outcome).toBe("inconclusive");
    expect(subjects(runRule(lastingGuestAccess, tenant().partial("policies")))).toEqual(["ever"]);
    expect(runRule(lastingGuestAccess, bank().partial("policies")).outcome.outcome).toBe("inconclusive");
  });
});
