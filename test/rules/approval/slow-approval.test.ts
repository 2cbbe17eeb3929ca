import { describe, expect, it } from "vitest";
import { slowApproval } from "../../../rules/approval/slow-approval.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { asking, someone } from "../../builders/policies.ts";
import { approving, aStage } from "../../builders/policy-settings.ts";
import { aTenant } from "../../builders/tenant.ts";

type StageSettings = Parameters<typeof aStage>[0];
const backed = { isEscalationEnabled: true, escalationApprovers: [someone("deputy")] };
const policy = (...stages: readonly StageSettings[]) => ({
  ...asking(),
  ...approving({ stages: stages.map((stage) => aStage({ ...backed, ...stage })) }),
});
const bank = () => aTenant().accessPackage("P");
const runOf = (settings: ReturnType<typeof policy>, values = {}) =>
  runRule(slowApproval, bank().policy("pol", "P", settings), [], values);

describe("slow-approval", () => {
  it("finds stages that nobody else is asked in, and that may wait too long", () => {
    const { outcome, findings } = runOf(
      policy({ isEscalationEnabled: false }, { durationBeforeAutomaticDenial: "P15D" }, {}),
    );
    expect(outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(findings[0]).toMatchObject({
      severity: "low",
      subject: { kind: "policy", id: "pol" },
      message:
        'Policy "pol" of "P": stage 1 asks nobody else when its approvers do not answer; stage 2 may wait longer than P14D',
      evidence: ["policies/1#/value/0"],
    });
  });

  it("takes alternates who are not named for none, and no answer about them for no answer", () => {
    expect(runOf(policy({ escalationApprovers: [] })).findings[0]?.message).toContain("stage 1 asks nobody else");
    expect(runOf(policy({ escalationApprovers: null })).outcome.outcome).toBe("inconclusive");
  });

  it("lets a stage be alone that is denied within a day, or the time set", () => {
    const quick = { isEscalationEnabled: false, durationBeforeAutomaticDenial: "P1D" };
    expect(runOf(policy(quick)).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    expect(runOf(policy(quick), { quick: "PT8H" }).outcome.outcome).toBe("violated");
    expect(runOf(policy({}), { longest: "P13D" }).findings[0]?.message).toContain("may wait longer than P13D");
  });

  it.each([
    ["nobody can ask", asking({ enableTargetsToSelfAddAccess: false })],
    ["nobody has to agree", approving({ isApprovalRequiredForAdd: false })],
    ["a rule hands it out", { isAutomatic: true }],
  ])("does not judge policies where %s", (_, settings) => {
    const tenant = bank().policy("pol", "P", { ...policy({ isEscalationEnabled: false }), ...settings });
    expect(runRule(slowApproval, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it.each([
    ["anything of approval", { requestApprovalSettings: null }],
    ["whether anybody has to agree", approving({ isApprovalRequiredForAdd: null })],
    ["its stages", approving({ stages: null })],
    ["how long it waits", policy({ durationBeforeAutomaticDenial: null })],
    ["how long it waits in words known", policy({ durationBeforeAutomaticDenial: "a while" })],
    ["whether it asks others", policy({ isEscalationEnabled: null })],
  ])("decides nothing where Graph does not say %s", (_, settings) => {
    const { outcome } = runRule(slowApproval, bank().policy("odd", "P", { ...policy({}), ...settings }));
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toContain('Policy "odd" of "P": Graph does not say who may ask and has to agree');
  });

  it("tells of a stage that is wrong beside one of which nothing is told, unless nobody may ask", () => {
    const mixed = policy({ isEscalationEnabled: null }, { durationBeforeAutomaticDenial: "P30D" });
    expect(runOf(mixed).outcome.outcome).toBe("violated");
    const unsaid = bank().policy("odd", "P", { ...mixed, requestorSettings: null });
    expect(runRule(slowApproval, unsaid).outcome.outcome).toBe("inconclusive");
  });

  it("is inconclusive where policies were not read; what a part shows stands", () => {
    const tenant = () => bank().policy("pol", "P", policy({ isEscalationEnabled: false }));
    expect(runRule(slowApproval, tenant().unread("policies")).outcome.outcome).toBe("inconclusive");
    expect(subjects(runRule(slowApproval, tenant().partial("policies")))).toEqual(["pol"]);
  });
});
