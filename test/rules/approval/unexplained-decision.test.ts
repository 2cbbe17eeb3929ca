import { describe, expect, it } from "vitest";
import { unexplainedDecision } from "../../../rules/approval/unexplained-decision.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { asking } from "../../builders/policies.ts";
import { approving, aStage } from "../../builders/policy-settings.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () => aTenant().accessPackage("P");
const stages = (...required: readonly (boolean | null)[]) => ({
  ...asking(),
  ...approving({
    stages: required.map((isApproverJustificationRequired) => aStage({ isApproverJustificationRequired })),
  }),
});

describe("unexplained-decision", () => {
  it.each([
    [[false], "stage 1"],
    [[true, false], "stage 2"],
    [[false, null, false], "stage 1 and 3"],
  ])("finds approval that needs no reason: %j", (required, where) => {
    const run = runRule(unexplainedDecision, bank().policy("mute", "P", stages(...required)));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "low",
      subject: { kind: "policy", id: "mute" },
      message: `Policy "mute" of "P" asks approvers for no reason in ${where}`,
      evidence: ["policies/1#/value/0"],
    });
  });

  it.each([
    ["every stage needs a reason", stages(true, true), 1],
    ["nothing is approved", { ...asking(), ...approving({ isApprovalRequiredForAdd: false }) }, 0],
  ])("is satisfied where %s", (_, settings, examined) => {
    const run = runRule(unexplainedDecision, bank().policy("fine", "P", settings));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined });
  });

  it.each([
    ["of a stage", stages(true, null)],
    ["of stages", { ...asking(), ...approving({ stages: null }) }],
    ["of approval", { ...asking(), requestApprovalSettings: null }],
    [
      "that it is needed",
      {
        ...asking(),
        ...approving({ isApprovalRequiredForAdd: null, stages: [aStage({ isApproverJustificationRequired: false })] }),
      },
    ],
  ])("decides nothing where Graph does not say %s", (_, settings) => {
    const { outcome } = runRule(unexplainedDecision, bank().policy("odd", "P", settings));
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toContain('Policy "odd" of "P": Graph does not say whether approvers must give a reason');
  });

  it("is inconclusive where policies were not read; what a part shows stands", () => {
    const tenant = () => bank().policy("mute", "P", stages(false));
    expect(runRule(unexplainedDecision, tenant().unread("policies")).outcome.outcome).toBe("inconclusive");
    expect(subjects(runRule(unexplainedDecision, tenant().partial("policies")))).toEqual(["mute"]);
  });
});
