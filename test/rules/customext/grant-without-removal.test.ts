import { describe, expect, it } from "vitest";
import { grantWithoutRemoval } from "../../../rules/customext/grant-without-removal.ts";
import { stages } from "../../builders/extensions.ts";
import { runRule } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () => aTenant().accessPackage("P");

describe("grant-without-removal", () => {
  it("finds a policy that calls when it grants alone", () => {
    const tenant = bank()
      .policy("half", "P", stages("AssignmentRequestGranted", "assignmentRequestCreated"))
      .policy("whole", "P", stages("assignmentRequestGranted", "ASSIGNMENTREQUESTREMOVED"))
      .policy("none", "P", stages("assignmentRequestCreated"));
    const run = runRule(grantWithoutRemoval, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      principal: null,
      subject: { kind: "policy", id: "half" },
      evidence: ["policies/1#/value/0"],
      message: 'policy "half" of "P" calls a custom extension when access is granted and none when it is removed',
    });
    expect(grantWithoutRemoval.meta.isExtended).toBe(true);
  });

  it("is satisfied by both, and has nothing to judge without either", () => {
    const whole = bank().policy("whole", "P", stages("assignmentRequestGranted", "assignmentRequestRemoved"));
    expect(runRule(grantWithoutRemoval, whole).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    const none = runRule(grantWithoutRemoval, bank().policy("none", "P", stages()));
    expect(none.outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "no policy calls an extension on a grant",
    });
  });

  it("does not decide what is not told or not read", () => {
    const { outcome } = runRule(grantWithoutRemoval, bank().policy("odd", "P"));
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 0, violations: 0 });
    expect(outcome.reason).toContain('policy "odd" of "P": which custom extensions it calls is not told');
    expect(runRule(grantWithoutRemoval, bank().unread("policies")).outcome.outcome).toBe("inconclusive");
  });
});
