import { describe, expect, it } from "vitest";
import { tooFewStages } from "../../../rules/approval/too-few-stages.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { packageNamed, aPack } from "../../builders/pack.ts";
import { asking } from "../../builders/policies.ts";
import { approving, aStage } from "../../builders/policy-settings.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const pack = aPack({ a: [packageNamed("P")], b: [packageNamed("Q")] });
const stages = (count: number) => approving({ stages: Array.from({ length: count }, () => aStage()) });
const open = (count: number) => ({ ...asking(), ...stages(count) });
const outside = { allowedTargetScope: "allExternalUsers" } as const;

const bank = () => aTenant().accessPackages("P", "Q", "Plain");
const run = (tenant: TenantBuilder, tiers: readonly string[] = []) => runRule(tooFewStages, tenant, [pack], { tiers });

describe("too-few-stages", () => {
  it("finds sensitive packages, and what people from outside can ask for, with one stage", () => {
    const tenant = bank()
      .policy("one", "P", open(1))
      .policy("two", "Q", open(2))
      .policy("outside", "Plain", { ...open(1), ...outside })
      .policy("inside", "Plain", open(1));
    const { outcome, findings } = run(tenant);
    expect(outcome).toMatchObject({ outcome: "violated", examined: 3, violations: 2 });
    expect(findings.map(({ message }) => message)).toEqual([
      'Policy "one" of "P" asks for 1 of the 2 stages of approval that are demanded',
      'Policy "outside" of "Plain" asks for 1 of the 2 stages of approval that are demanded',
    ]);
    expect(findings[0]).toMatchObject({
      severity: "medium",
      subject: { kind: "policy", id: "one" },
      evidence: ["policies/1#/value/0"],
    });
  });

  it("counts none where nobody has to agree", () => {
    const free = approving({ isApprovalRequiredForAdd: false, stages: [aStage(), aStage()] });
    const { findings } = run(bank().policy("free", "P", { ...asking(), ...free }));
    expect(findings[0]?.message).toContain("asks for 0 of the 2");
  });

  it("demands of a package or catalog what the configuration says instead", () => {
    const tenant = () =>
      bank()
        .accessPackage("In", { catalogId: "c", catalogName: "Payments" })
        .policy("in", "In", open(2))
        .policy("one", "P", open(1));
    expect(subjects(run(tenant(), ["Payments = 3", "P = 1"]))).toEqual(["in"]);
    expect(run(tenant(), ["c = 2", "P = 0"]).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    const unread = run(tenant(), ["P = one"]).outcome;
    expect(unread).toMatchObject({ outcome: "violated" });
    expect(unread.reason).toContain('the tier "P = one" cannot be read');
  });

  it.each([
    ["nobody can ask", asking({ enableTargetsToSelfAddAccess: false })],
    ["a rule hands it out", { ...asking(), isAutomatic: true }],
  ])("does not apply where %s", (_, settings) => {
    const { outcome } = run(bank().policy("quiet", "P", { ...stages(0), ...settings }));
    expect(outcome).toMatchObject({ outcome: "not-applicable", examined: 0 });
  });

  it.each([
    ["who may ask", { requestorSettings: null }],
    ["anything of approval", { requestApprovalSettings: null }],
    ["whether anybody has to agree", approving({ isApprovalRequiredForAdd: null })],
    ["who has to agree", approving({ stages: null })],
  ])("decides nothing where Graph does not say %s", (_, settings) => {
    const { outcome } = run(bank().policy("odd", "P", { ...open(1), ...settings }));
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toContain('Policy "odd" of "P": Graph does not say who may ask, or how many have to agree');
  });

  it("decides nothing of one stage for whom nobody knows, and nothing against two", () => {
    const unheard = (count: number) =>
      run(bank().policy("odd", "Plain", { ...open(count), allowedTargetScope: "unknownFutureValue" })).outcome;
    expect(unheard(1)).toMatchObject({ outcome: "inconclusive", examined: 1 });
    expect(unheard(2)).toMatchObject({ outcome: "satisfied", examined: 1 });
    const unsaid = run(bank().policy("odd", "P", { ...open(1), accessPackageId: null })).outcome;
    expect(unsaid.reason).toContain('policy "odd": of which package it is was not told');
  });

  it("is inconclusive where policies or packages were not read; what part of the policies shows stands", () => {
    const tenant = () => bank().policy("one", "P", open(1));
    expect(run(tenant().unread("policies")).outcome.outcome).toBe("inconclusive");
    expect(run(tenant().partial("accessPackages")).outcome).toMatchObject({ outcome: "inconclusive", examined: 0 });
    expect(subjects(run(tenant().partial("policies")))).toEqual(["one"]);
  });
});
