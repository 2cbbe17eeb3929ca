import { describe, expect, it } from "vitest";
import { onBehalfApprover } from "../../../rules/policy/on-behalf-approver.ts";
import { runRule } from "../../builders/judging.ts";
import {
  approvedBy,
  kind,
  managerOf,
  membersOf,
  asking,
  someone,
  stage,
  type SubjectSet,
  withoutApproval,
} from "../../builders/policies.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const bank = () => aTenant().users("ann", "bob", "cleo").groups("G", "H").members("G", "ann").accessPackage("P");
const targetManager = kind("targetManager", { managerLevel: 1 });

const policy = (tenant: TenantBuilder, onBehalfRequestors: SubjectSet[], ...stages: SubjectSet[][]) =>
  tenant.policy("pol", "P", {
    ...approvedBy(...stages.map((sets) => stage(sets))),
    ...asking({ enableOnBehalfRequestorsToAddAccess: true, onBehalfRequestors }),
  });

const run = (tenant: TenantBuilder) => runRule(onBehalfApprover, tenant);

describe("on-behalf-approver", () => {
  it("finds a manager who may ask for a report and then approve", () => {
    const { outcome, findings } = run(policy(bank(), [targetManager], [targetManager]));
    expect(outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(findings[0]).toMatchObject({
      subject: { kind: "policy", id: "pol" },
      arithmetic: "high",
      principal: null,
      evidence: ["policies/1#/value/0"],
    });
    expect(findings[0]?.message).toBe(
      'Policy "pol" of "P" lets those ask for others who then approve: the manager of whoever gets the package in stage 1',
    );
  });

  it("is milder about the requestor's manager, and where another stage is independent", () => {
    const { findings } = run(policy(bank(), [targetManager], [managerOf()], [someone("cleo")]));
    expect(findings[0]?.arithmetic).toBe(
      "low = high -1 (another stage is independent of who asks) -1 (whose manager is asked where somebody else asks is not documented)",
    );
  });

  it("finds people who ask and approve, be it as members of a group or in another stage", () => {
    const { findings } = run(policy(bank(), [membersOf("G"), someone("bob")], [someone("cleo")], [someone("ann")]));
    expect(findings[0]?.message).toContain("approve: ann in stage 2");
    expect(findings[0]?.severity).toBe("medium");
  });

  it("names every stage, and says nothing of others that are unclear once one is found", () => {
    const both = run(policy(bank(), [membersOf("G"), someone("bob")], [someone("bob")], [someone("ann")]));
    expect(both.findings[0]?.message).toContain("approve: bob in stage 1; ann in stage 2");
    const half = policy(bank().notAsked("groupMembers", "H"), [someone("ann")], [someone("ann")], [membersOf("H")]);
    expect(run(half).outcome).toMatchObject({ outcome: "violated", violations: 1 });
    expect(run(half).outcome.reason).toBeUndefined();
  });

  it("is satisfied where others approve, or where a manager asks and people do", () => {
    expect(run(policy(bank(), [someone("ann")], [someone("bob")])).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 1,
    });
    expect(run(policy(bank(), [targetManager], [someone("bob")])).outcome.outcome).toBe("satisfied");
    expect(run(policy(bank(), [someone("bob")], [managerOf()])).outcome.outcome).toBe("satisfied");
  });

  it("asks nothing of policies that nobody asks by for others, or that need no approval", () => {
    const closed = { ...approvedBy(stage([someone("ann")])), ...asking({ onBehalfRequestors: [someone("ann")] }) };
    expect(run(bank().policy("pol", "P", closed)).outcome.outcome).toBe("satisfied");
    const free = { ...withoutApproval, ...asking({ enableOnBehalfRequestorsToAddAccess: true }) };
    expect(run(bank().policy("pol", "P", free)).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "no policy asks anybody to approve",
    });
    const unsaid = { ...asking({ enableOnBehalfRequestorsToAddAccess: false }), requestApprovalSettings: null };
    expect(run(bank().policy("pol", "P", unsaid)).outcome.outcome).toBe("satisfied");
  });

  it("is inconclusive about nested members, unread groups and what Graph did not say", () => {
    const nested = policy(bank().members("H", "G"), [membersOf("H")], [someone("ann")]);
    expect(run(nested).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    const unread = policy(bank().notAsked("groupMembers", "H"), [membersOf("H")], [someone("ann")]);
    expect(run(unread).outcome.outcome).toBe("inconclusive");
    expect(run(unread).outcome.reason).toMatch(/^policy "pol": .*H/u);
    const silent = bank().policy("pol", "P", { ...approvedBy(stage([someone("ann")])), requestorSettings: null });
    expect(run(silent).outcome.reason).toBe('policy "pol": Graph did not say who asks or approves');
    const unsaid = { ...asking({ enableOnBehalfRequestorsToAddAccess: true }), requestApprovalSettings: null };
    expect(run(bank().policy("pol", "P", unsaid)).outcome.outcome).toBe("inconclusive");
  });

  it.each(["policies", "users"] as const)("is inconclusive where %s were not read", (section) => {
    expect(run(policy(bank(), [someone("ann")], [someone("bob")]).unread(section)).outcome.outcome).toBe(
      "inconclusive",
    );
  });

  it("names at most three of many", () => {
    const tenant = bank().users("dan", "eve").members("G", "bob", "cleo", "dan", "eve");
    const { findings } = run(policy(tenant, [membersOf("G")], [membersOf("G")]));
    expect(findings[0]?.message).toContain("ann, bob, cleo, 2 more in stage 1");
  });
});
