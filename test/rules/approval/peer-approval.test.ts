import { describe, expect, it } from "vitest";
import { peerApproval } from "../../../rules/approval/peer-approval.ts";
import { runRule } from "../../builders/judging.ts";
import {
  approvedBy,
  kind,
  managerOf,
  membersOf,
  openTo,
  someone,
  stage,
  withoutApproval,
} from "../../builders/policies.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const bank = () =>
  aTenant().users("ann", "bob", "cleo", "dan").groups("G", "H").members("G", "ann", "bob").accessPackage("P");

const policy = (tenant: TenantBuilder, settings: Parameters<TenantBuilder["policy"]>[2]) =>
  tenant.policy("pol", "P", settings);

const run = (tenant: TenantBuilder, atLeast = 2) => runRule(peerApproval, tenant, [], { atLeast });

const byG = approvedBy(stage([membersOf("G"), someone("cleo")]));

describe("peer-approval", () => {
  it("finds a stage that two who may ask can approve for each other, and gives their share", () => {
    const { outcome, findings } = run(policy(bank(), { ...byG, ...openTo(membersOf("G")) }));
    expect(outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(findings[0]).toMatchObject({
      subject: { kind: "policy", id: "pol" },
      arithmetic: "medium",
      evidence: ["policies/1#/value/0"],
    });
    expect(findings[0]?.message).toBe(
      'Every stage of policy "pol" of "P" can be approved by people who may ask for it or hold it: 2 of 3 approvers, such as ann and bob',
    );
  });

  it("counts approvers who may ask, or hold the package, by another account", () => {
    const tenant = bank().user("eve", { employeeId: "E1" }).user("zoe", { employeeId: "E1" });
    const byTwo = approvedBy(stage([someone("ann"), someone("zoe")]));
    const asking = policy(tenant, { ...byTwo, ...openTo(someone("ann"), someone("eve")) });
    expect(run(asking).findings).toMatchObject([{ arithmetic: "medium" }]);
    const holding = () => bank().user("eve", { employeeId: "E1" }).user("zoe", { employeeId: "E1" }).assign("eve", "P");
    expect(run(policy(holding(), { ...byTwo, ...openTo(someone("ann")) })).outcome.outcome).toBe("violated");
    expect(run(policy(holding(), { ...byTwo, ...openTo(someone("dan")) })).outcome.outcome).toBe("satisfied");
  });

  it("finds a lone approver whose other account may ask", () => {
    const two = (more = { employeeId: "E1" }) => bank().user("eve", more).user("zoe", more);
    const byZoe = approvedBy(stage([someone("zoe")]));
    const own = run(policy(two(), { ...byZoe, ...openTo(someone("eve")) }));
    expect(own.findings).toMatchObject([{ arithmetic: "medium" }]);
    expect(own.findings[0]?.message).toMatch(
      /: 1 of 1 approvers, such as zoe; zoe approves what another account of theirs asks for$/u,
    );
    expect(run(policy(two(), { ...byZoe, ...openTo(someone("ann")) })).outcome.outcome).toBe("satisfied");
    expect(run(policy(two(), { ...byZoe, ...openTo(someone("zoe")) })).outcome.outcome).toBe("satisfied");
    const beside = approvedBy(stage([someone("zoe")]), stage([someone("cleo")]));
    expect(run(policy(two(), { ...beside, ...openTo(someone("eve")) })).outcome.outcome).toBe("satisfied");
  });

  it("does not decide over a lone approver whose other account may ask, or may be theirs", () => {
    const byZoe = approvedBy(stage([someone("zoe")]));
    const named = bank().user("eve", { displayName: "Eve Oak" }).user("zoe", { displayName: "Eve Oak (admin)" });
    const possible = run(policy(named, { ...byZoe, ...openTo(someone("eve")) }));
    expect(possible.outcome).toMatchObject({
      outcome: "inconclusive",
      reason: 'policy "pol": whether an approver and somebody who may ask are one person by two accounts',
    });
    const nested = bank().user("eve", { employeeId: "E1" }).user("zoe", { employeeId: "E1" });
    const maybe = policy(nested.members("H", "G").members("G", "eve"), { ...byZoe, ...openTo(membersOf("H")) });
    expect(run(maybe).outcome.outcome).toBe("inconclusive");
  });

  it("counts holders like those who may ask", () => {
    const tenant = bank().assign("ann", "P").assign("bob", "P", { state: "expired" });
    const settings = { ...byG, ...openTo(someone("bob"), someone("dan")) };
    expect(run(policy(tenant, settings)).findings[0]?.message).toContain("2 of 3 approvers");
  });

  it("is milder where they may ask only because everybody may", () => {
    const { findings } = run(policy(bank(), byG));
    expect(findings[0]?.arithmetic).toBe("low = medium -1 (they may ask only because everybody may)");
    expect(findings[0]?.message).toMatch(/: 3 of 3 approvers, such as ann and bob$/u);
    const holders = policy(bank().assign("ann", "P").assign("cleo", "P"), byG);
    expect(run(holders).findings[0]?.arithmetic).toBe("medium");
    const apart = approvedBy(stage([membersOf("G")]), stage([someone("cleo"), someone("dan")]));
    const half = policy(bank().assign("ann", "P").assign("bob", "P"), apart);
    expect(run(half).findings[0]?.arithmetic).toContain("because everybody may");
  });

  it("is satisfied by one peer, by another stage that has none, or by a manager who agrees", () => {
    const one = policy(bank(), { ...byG, ...openTo(someone("ann"), someone("dan")) });
    expect(run(one).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    const apart = approvedBy(stage([membersOf("G")]), stage([someone("cleo"), someone("dan")]));
    expect(run(policy(bank(), { ...apart, ...openTo(membersOf("G")) })).outcome.outcome).toBe("satisfied");
    const manager = approvedBy(stage([membersOf("G")]), stage([managerOf()]));
    expect(run(policy(bank(), manager)).outcome.outcome).toBe("satisfied");
  });

  it("takes another number of peers where it is set", () => {
    const settings = { ...byG, ...openTo(membersOf("G")) };
    expect(run(policy(bank(), settings), 3).outcome.outcome).toBe("satisfied");
    const one = policy(bank(), { ...byG, ...openTo(someone("ann")) });
    expect(run(one, 1).outcome.outcome).toBe("violated");
  });

  it("does not count fallback approvers, nor alternate ones that are not asked", () => {
    const off = stage([someone("ann")], {
      fallbackPrimaryApprovers: [someone("bob")],
      escalationApprovers: [someone("cleo")],
    });
    expect(run(policy(bank(), approvedBy(off))).outcome.outcome).toBe("satisfied");
    const on = { ...off, isEscalationEnabled: true };
    expect(run(policy(bank(), approvedBy(on))).outcome.outcome).toBe("violated");
  });

  it.each([
    ["nested members", bank().members("H", "G"), "whether members of nested groups can approve is not documented"],
    [
      "a group that nobody read",
      bank().notAsked("groupMembers", "H"),
      'the members of "H" were not read: collect with --all-groups or with the rules that name it',
    ],
  ])("is inconclusive about %s", (_, tenant, why) => {
    const { outcome } = run(policy(tenant, approvedBy(stage([membersOf("H")]))));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0, reason: `policy "pol": ${why}` });
  });

  it("is inconclusive about an audience it cannot read, and about approval that Graph did not tell", () => {
    const strange = policy(bank(), { ...byG, allowedTargetScope: "moonPeople" });
    expect(run(strange).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    const ruled = policy(bank(), { ...byG, ...openTo(kind("attributeRuleMembers")) });
    expect(run(ruled).outcome.outcome).toBe("inconclusive");
    const silent = policy(bank(), { requestApprovalSettings: null });
    expect(run(silent).outcome.reason).toContain("Graph did not say who has to approve");
  });

  it("does not apply where nobody has to approve, and is inconclusive where policies were not read", () => {
    const { outcome } = run(policy(bank(), withoutApproval));
    expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "no policy asks anybody to approve" });
    expect(run(policy(bank(), byG).unread("policies")).outcome.outcome).toBe("inconclusive");
  });

  it("stands by the peers it finds in a part of a group", () => {
    expect(run(policy(bank(), byG).partial("groupMembers")).outcome.outcome).toBe("violated");
    const one = policy(bank(), { ...byG, ...openTo(someone("ann")) }).partial("groupMembers");
    expect(run(one).outcome.outcome).toBe("inconclusive");
  });
});
