import { describe, expect, it } from "vitest";
import { invalidApprover } from "../../../rules/approval/invalid-approver.ts";
import { runRule } from "../../builders/judging.ts";
import { approvedBy, kind, managerOf, membersOf, someone, stage, withoutApproval } from "../../builders/policies.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const bank = () =>
  aTenant()
    .users("ann", "bob")
    .user("gone", { accountEnabled: false })
    .user("guest", { userType: "Guest" })
    .groups("G", "empty")
    .members("G", "ann")
    .accessPackage("P");

const policy = (tenant: TenantBuilder, ...stages: Parameters<typeof approvedBy>) =>
  tenant.policy("pol", "P", approvedBy(...stages));

const run = (tenant: TenantBuilder, allow: readonly string[] = []) => runRule(invalidApprover, tenant, [], { allow });

describe("invalid-approver", () => {
  it.each([
    ["disabled", someone("gone"), "user gone to approve stage 1 (primary), who is disabled"],
    ["a guest", someone("guest"), "user guest to approve stage 1 (primary), who is a guest"],
    ["deleted", someone("nobody"), "user nobody to approve stage 1 (primary), who is deleted"],
    ["an empty group", membersOf("empty"), "group empty to approve stage 1 (primary), a group that nobody able is in"],
    ["a deleted group", membersOf("lost"), "group lost to approve stage 1 (primary), which is deleted"],
  ])("finds an approver who is %s", (_, approver, words) => {
    const { outcome, findings } = run(policy(bank(), stage([someone("ann"), approver])));
    expect(outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(findings[0]).toMatchObject({ subject: { kind: "policy", id: "pol" }, severity: "medium", principal: null });
    expect(findings[0]?.message).toBe(`Policy "pol" of "P" asks ${words}`);
    expect(findings[0]?.evidence).toEqual(["policies/1#/value/0"]);
  });

  it("tells a deleted person by the name their assignments still have", () => {
    const tenant = policy(bank().assign("left", "P", { targetName: "Lena Left" }), stage([someone("left")]));
    expect(run(tenant).findings[0]?.message).toContain("Lena Left to approve stage 1 (primary), who is deleted");
  });

  it("looks at fallback and alternate approvers, in every stage", () => {
    const asked = stage([managerOf()], {
      fallbackPrimaryApprovers: [someone("gone")],
      isEscalationEnabled: true,
      escalationApprovers: [someone("guest")],
      fallbackEscalationApprovers: [membersOf("empty")],
    });
    expect(run(policy(bank(), stage([someone("ann")]), asked)).findings[0]?.message).toBe(
      'Policy "pol" of "P" asks user gone to approve stage 2 (fallback), who is disabled; user guest to approve stage 2 (alternate), who is a guest; group empty to approve stage 2 (fallback), a group that nobody able is in',
    );
  });

  it("does not look at alternate approvers that are not asked", () => {
    const off = stage([someone("ann")], { escalationApprovers: [someone("gone")] });
    expect(run(policy(bank(), off)).outcome.outcome).toBe("satisfied");
  });

  it("is satisfied by able people, groups with one of them, and managers", () => {
    const tenant = policy(
      bank(),
      stage([someone("ann"), membersOf("G")]),
      stage([managerOf(), kind("internalSponsors")]),
    );
    expect(run(tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    for (const none of [bank(), bank().policy("free", "P", withoutApproval)]) {
      const { outcome } = run(none);
      expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "no policy asks anybody to approve" });
    }
  });

  it("lets guests approve who are allowed to by name or id, and nobody who is disabled", () => {
    const tenant = () =>
      policy(bank().user("id-1", { userType: "Guest", displayName: "Gil" }), stage([someone("id-1")]));
    expect(run(tenant(), ["GIL"]).outcome.outcome).toBe("satisfied");
    expect(run(tenant(), ["ID-1"]).outcome.outcome).toBe("satisfied");
    expect(run(tenant(), ["other"]).outcome.outcome).toBe("violated");
    expect(run(policy(bank(), stage([someone("gone")])), ["gone"]).outcome.outcome).toBe("violated");
  });

  it.each([
    ["an account of unknown state", someone("x"), bank().user("x", { accountEnabled: null })],
    ["a group that nobody read", membersOf("empty"), bank().notAsked("groupMembers", "empty")],
    ["a kind it does not know", kind("moonPeople", { id: "1" }), bank()],
  ])("is inconclusive about %s", (_, approver, tenant) => {
    const { outcome } = run(policy(tenant, stage([approver])));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain('policy "pol"');
  });

  it("is inconclusive where Graph did not say who approves", () => {
    const silent = bank().policy("pol", "P", { requestApprovalSettings: null });
    expect(run(silent).outcome.outcome).toBe("inconclusive");
  });

  it.each(["unread", "partial"] as const)("calls nobody deleted where users or groups were %s", (how) => {
    for (const section of ["users", "groups", "policies"] as const) {
      const tenant = policy(bank(), stage([someone("nobody"), membersOf("lost")]))[how](section);
      expect(run(tenant).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    }
  });
});
