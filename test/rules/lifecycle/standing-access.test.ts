import { describe, expect, it } from "vitest";
import { standingAccess } from "../../../rules/lifecycle/standing-access.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () => aTenant().accessPackage("P");
const ending = (type: string) => ({ expiration: { type, duration: null, endDateTime: null } });

describe("standing-access", () => {
  it.each(["noExpiration", "NOEXPIRATION", "notSpecified"])("finds a policy whose access ends by %s", (type) => {
    const run = runRule(standingAccess, bank().policy("for ever", "P", ending(type)).policy("180 days", "P"));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      subject: { kind: "policy", id: "for ever" },
      principal: null,
      message: `Policy "for ever" of "P" grants access without end (expiration ${type})`,
    });
    expect(run.findings[0]?.evidence).toEqual(["policies/1#/value/0"]);
  });

  it.each(["afterDuration", "afterDateTime"])("is satisfied by %s", (type) => {
    const run = runRule(standingAccess, bank().policy("ends", "P", ending(type)));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("leaves automatic policies out: their rule ends the access", () => {
    const run = runRule(standingAccess, bank().policy("auto", "P", { ...ending("noExpiration"), isAutomatic: true }));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it.each([
    ["absent", { expiration: null }] as const,
    ["untilTheCowsComeHome", ending("untilTheCowsComeHome")] as const,
  ])("does not decide an expiration that is %s", (type, policy) => {
    const { outcome } = runRule(standingAccess, bank().policy("odd", "P", policy));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain(`policy "odd": expiration is ${type}`);
  });

  it("is inconclusive where policies were not read; what a part shows stands", () => {
    const tenant = () => bank().policy("for ever", "P", ending("noExpiration"));
    expect(runRule(standingAccess, tenant().unread("policies")).outcome.outcome).toBe("inconclusive");
    expect(accused(runRule(standingAccess, tenant().partial("policies")))).toEqual(["for ever"]);
    const clean = bank().policy("180 days", "P").partial("policies");
    expect(runRule(standingAccess, clean).outcome.outcome).toBe("inconclusive");
  });
});
