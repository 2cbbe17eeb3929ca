import { describe, expect, it } from "vitest";
import { lingeringGuestAccount } from "../../../rules/external/lingering-guest-account.ts";
import { runRule } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = (
  externalUserLifecycleAction: string | null,
  durationUntilExternalUserDeletedAfterBlocked: string | null,
) =>
  aTenant().row("entitlementSettings", {
    id: "1",
    externalUserLifecycleAction,
    durationUntilExternalUserDeletedAfterBlocked,
  });

describe("lingering-guest-account", () => {
  it.each([
    ["none", null, "Guests keep their accounts, and can sign in"],
    ["None", "P30D", "Guests keep their accounts"],
    ["blockSignInAndDelete", "P31D", "Guests are deleted P31D after they were blocked: the limit is P30D"],
    ["BLOCKSIGNINANDDELETE", "P30DT1S", "Guests are deleted P30DT1S after"],
  ])("finds %s, %s", (action, wait, message) => {
    const run = runRule(lingeringGuestAccount, bank(action, wait));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "medium",
      principal: null,
      subject: { kind: "entitlementSettings", id: "1", name: "entitlement management settings" },
      message: expect.stringContaining(message),
      evidence: ["entitlementSettings/1#/value/0"],
    });
  });

  it.each([
    ["blockSignInAndDelete", "P30D"],
    ["blockSignIn", null],
  ])("is satisfied by %s, %s", (action, wait) => {
    expect(runRule(lingeringGuestAccount, bank(action, wait)).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 1,
    });
  });

  it("takes the limit it is given", () => {
    const run = runRule(lingeringGuestAccount, bank("blockSignInAndDelete", "P30D"), [], { maxAge: "P29D" });
    expect(run.findings[0]?.message).toContain("the limit is P29D");
  });

  it.each([
    ["blockSignInAndDelete", null, "when guests are deleted after they were blocked is null"],
    ["unknownFutureValue", "P30D", "what happens to guests when their last assignment ends is unknownFutureValue"],
    [null, "P30D", "what happens to guests when their last assignment ends is null"],
  ])("does not decide %s, %s", (action, wait, reason) => {
    const { outcome } = runRule(lingeringGuestAccount, bank(action, wait));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain(reason);
  });

  it("clears nothing where there are no settings, or they were not read", () => {
    expect(runRule(lingeringGuestAccount, aTenant()).outcome).toMatchObject({ outcome: "not-applicable" });
    expect(runRule(lingeringGuestAccount, aTenant()).outcome.reason).toContain("Graph shows no settings");
    const unread = bank("none", null).unread("entitlementSettings");
    expect(runRule(lingeringGuestAccount, unread).outcome.outcome).toBe("inconclusive");
  });
});
