import { describe, expect, it } from "vitest";
import { unbackedManagerStage } from "../../../rules/approval/unbacked-manager-stage.ts";
import { runRule } from "../../builders/judging.ts";
import {
  approvedBy,
  catalog,
  kind,
  managed,
  managedBank,
  managerOf,
  membersOf,
  openTo,
  organization,
  someone,
  stage,
  withoutApproval,
} from "../../builders/policies.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const policy = (tenant: TenantBuilder, ...stages: Parameters<typeof approvedBy>) =>
  tenant.policy("pol", "P", approvedBy(...stages));
const run = (tenant: TenantBuilder) => runRule(unbackedManagerStage, tenant);
const backedBy = (...sets: Parameters<typeof stage>[0]) => stage([managerOf()], { fallbackPrimaryApprovers: sets });

describe("unbacked-manager-stage", () => {
  it("finds a stage that asks managers of those who have none", () => {
    const { outcome, findings } = run(policy(managedBank(), stage([someone("ann")]), stage([managerOf()])));
    expect(outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(findings[0]).toMatchObject({
      severity: "medium",
      principal: null,
      subject: { kind: "policy", id: "pol" },
      message:
        'Policy "pol" of "P": stage 2 asks the manager, 1 who may ask, such as boss, have none, and nobody stands in',
      evidence: ["policies/1#/value/0"],
    });
  });

  it("counts those without a manager of any level asked, and whose manager is disabled", () => {
    expect(run(policy(managedBank(), stage([managerOf(2)]))).findings[0]?.message).toContain("3 who may ask");
    const both = policy(managedBank(), stage([managerOf(2)], { fallbackPrimaryApprovers: [managerOf(1)] }));
    expect(run(both).findings[0]?.message).toContain("1 who may ask, such as boss");
    const gone = managed(aTenant().user("gone", { accountEnabled: false }).user("ann").accessPackage("P"), {
      ann: "gone",
      gone: null,
    });
    expect(run(policy(gone, stage([managerOf()]))).findings[0]?.message).toContain("1 who may ask, such as ann");
  });

  it("names people from outside, who have no manager, unless sponsors are asked for them", () => {
    const world = { allowedTargetScope: "allExternalUsers" } as const;
    const tenant = (...sets: Parameters<typeof stage>[0]) =>
      catalog(organization(managedBank(), "north"), "General").policy("world", "P", {
        ...approvedBy(stage(sets)),
        ...world,
      });
    expect(run(tenant(managerOf())).findings[0]?.message).toContain("the manager, people from outside have none");
    expect(run(tenant(managerOf(), kind("internalSponsors"))).outcome.outcome).toBe("satisfied");
  });

  it("is satisfied where somebody stands in, or everybody who may ask has a manager", () => {
    expect(run(policy(managedBank(), backedBy(someone("ann")))).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 1,
    });
    expect(run(policy(managedBank(), stage([managerOf(), someone("ann")]))).outcome.outcome).toBe("satisfied");
    const only = { ...approvedBy(stage([managerOf()])), ...openTo(someone("ann")) };
    expect(run(managedBank().policy("pol", "P", only)).outcome.outcome).toBe("satisfied");
  });

  it("counts nobody as standing in who is deleted or an empty group", () => {
    expect(run(policy(managedBank(), backedBy(someone("nobody"), membersOf("G")))).outcome.outcome).toBe("violated");
  });

  it("does not count alternate approvers as standing in", () => {
    const later = stage([managerOf()], { isEscalationEnabled: true, escalationApprovers: [someone("ann")] });
    expect(run(policy(managedBank(), later)).outcome.outcome).toBe("violated");
  });

  it("does not apply where no managers are asked", () => {
    for (const other of [withoutApproval, approvedBy(stage([someone("ann")]))]) {
      const { outcome } = run(managedBank().policy("pol", "P", other));
      expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "no policy asks managers to approve" });
    }
  });

  it.each([
    ["whether members of nested groups stand in", managedBank().group("H").members("G", "H").members("H", "ann")],
    ["who is in the group that stands in", managedBank().notAsked("groupMembers", "G")],
  ])("decides nothing where it cannot be told %s", (_, tenant) => {
    const { outcome } = run(policy(tenant, backedBy(membersOf("G"))));
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toMatch(/^policy "pol": (?:whether those who stand in|the members of)/u);
  });

  it("decides nothing where it is not known who may ask, or Graph did not say who approves", () => {
    const odd = { ...approvedBy(stage([managerOf()])), allowedTargetScope: "unknownFutureValue" };
    expect(run(managedBank().policy("odd", "P", odd)).outcome).toMatchObject({
      outcome: "inconclusive",
      violations: 0,
    });
    expect(run(managedBank().policy("odd", "P", { requestApprovalSettings: null })).outcome).toMatchObject({
      outcome: "inconclusive",
      reason: 'policy "odd": Graph did not say who has to approve',
    });
  });

  it.each(["unread", "partial"] as const)("accuses nobody by what was %s", (how) => {
    for (const section of ["managers", "users", "policies"] as const)
      expect(run(policy(managedBank(), stage([managerOf()]))[how](section)).outcome).toMatchObject({
        outcome: "inconclusive",
        violations: 0,
      });
  });
});
