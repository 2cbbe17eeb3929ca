import { describe, expect, it } from "vitest";
import { disabledHolder } from "../../../rules/lifecycle/disabled-holder.ts";
import { accused, runRule, subjects } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () => aTenant().accessPackages("P", "Q").user("gone", { accountEnabled: false }).user("here");

describe("disabled-holder", () => {
  it("finds each package that a disabled account holds", () => {
    const tenant = bank().assign("gone", "P").assign("gone", "Q").assign("here", "P");
    const run = runRule(disabledHolder, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 3, violations: 2 });
    expect(accused(run)).toEqual(["gone", "gone"]);
    expect(subjects(run)).toEqual(["P", "Q"]);
    expect(run.findings[0]).toMatchObject({
      message: 'gone is disabled and still holds "P"',
      evidence: ["assignments/1#/value/0", "users/1#/value/0"],
    });
    expect(run.outcome.reason).toBeUndefined();
  });

  it("counts guests, and no applications", () => {
    const guest = bank().user("gil", { userType: "Guest", accountEnabled: false }).assign("gil", "P");
    expect(accused(runRule(disabledHolder, guest))).toEqual(["gil"]);
    const robot = bank().app("robot").assign("robot", "P", { targetType: "servicePrincipal" });
    expect(runRule(disabledHolder, robot).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it("does not mind whether an enabled account still holds", () => {
    const unclear = bank().assign("here", "P", { state: "unheardOf" });
    expect(runRule(disabledHolder, unclear).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it("is satisfied where holders are enabled and the disabled hold nothing any more", () => {
    const tenant = bank().assign("here", "P").assign("gone", "P", { state: "expired" });
    expect(runRule(disabledHolder, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it.each(["users", "assignments"] as const)("is inconclusive where %s were not read", (section) => {
    const run = runRule(disabledHolder, bank().assign("gone", "P").unread(section));
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it.each(["users", "assignments"] as const)("stands by what a part of %s shows", (section) => {
    expect(accused(runRule(disabledHolder, bank().assign("gone", "P").partial(section)))).toEqual(["gone"]);
    expect(runRule(disabledHolder, bank().assign("here", "P").partial(section)).outcome.outcome).toBe("inconclusive");
  });

  it("does not decide an account of which nobody said whether it is enabled", () => {
    const { outcome } = runRule(disabledHolder, bank().user("odd", { accountEnabled: null }).assign("odd", "P"));
    expect(outcome).toMatchObject({
      outcome: "inconclusive",
      violations: 0,
      reason: "odd: the tenant does not say whether the account is enabled",
    });
  });

  it("does not call it clean where a holder is not among the users, or it cannot be told whether they hold", () => {
    const gone = runRule(
      disabledHolder,
      aTenant().user("bob").accessPackages("P").assign("bob", "P").assign("ann", "P"),
    );
    expect(gone.outcome).toMatchObject({ outcome: "inconclusive", reason: expect.stringContaining("ann") as string });
    const unclear = aTenant()
      .user("ann", { accountEnabled: false })
      .accessPackages("P")
      .assign("ann", "P", { state: "unheardOf" });
    expect(runRule(disabledHolder, unclear).outcome).toMatchObject({
      outcome: "inconclusive",
      reason: 'ann: it cannot be told whether the assignment to "P" is active',
    });
    const neither = bank().assign("unlisted", "P", { state: "unheardOf" });
    expect(runRule(disabledHolder, neither).outcome.outcome).toBe("inconclusive");
  });
});
