import { describe, expect, it } from "vitest";
import { uncontrolledAudience } from "../../../rules/policy/uncontrolled-audience.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { asking, membersOf, openTo, someone } from "../../builders/policies.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const unified = (visibility: string | null, ...more: readonly string[]) => ({
  groupTypes: ["Unified", ...more],
  visibility,
});
const bank = () => aTenant().users("ann").user("off", { accountEnabled: false }).accessPackage("P");
const full = (more: Parameters<TenantBuilder["group"]>[1] = {}) => bank().group("G", more).members("G", "ann");
const policy = (tenant: TenantBuilder, ...groups: readonly string[]) =>
  tenant.policy("p", "P", { ...asking(), ...openTo(...groups.map(membersOf)) });

describe("uncontrolled-audience", () => {
  it("finds a policy for a group that is gone", () => {
    const tenant = policy(full(), "G", "gone").policy("fine", "P", openTo(membersOf("G")));
    const run = runRule(uncontrolledAudience, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "medium",
      subject: { kind: "policy", id: "p" },
      message: 'Policy "p" of "P" is for group "gone", which is not in the directory',
      evidence: ["groups/1#/value/0", "policies/1#/value/0"],
    });
  });

  it.each([
    ["has no members", bank().group("G"), "in which nobody is who could ask"],
    ["has disabled members only", bank().group("G").members("G", "off"), "in which nobody is who could ask"],
    ["is public", full(unified("PUBLIC")), "which anybody can join"],
    ["is public and empty", bank().group("G", unified("Public")), "which anybody can join"],
  ])("finds a policy for a group that %s", (_, tenant, text) => {
    expect(runRule(uncontrolledAudience, policy(tenant, "G")).findings.map(({ message }) => message)).toEqual([
      `Policy "p" of "P" is for group "G", ${text}`,
    ]);
  });

  it("tells everything that is wrong with one policy, and each once", () => {
    const run = runRule(uncontrolledAudience, policy(full(unified("Public")), "G", "gone", "gone"));
    expect(run.findings[0]?.message).toBe(
      'Policy "p" of "P" is for group "G", which anybody can join, and for group "gone", which is not in the directory',
    );
  });

  it.each([
    ["has members", full()],
    ["has members in a nested group", bank().groups("N", "G").members("N", "ann").members("G", "N")],
    ["is private", full(unified("private"))],
    ["hides its members", full(unified("HiddenMembership"))],
    ["is filled by a rule", full(unified("Public", "DynamicMembership"))],
    ["is a security group, whatever its visibility", full({ visibility: "Public" })],
  ])("is satisfied by a group that %s", (_, tenant) => {
    expect(runRule(uncontrolledAudience, policy(tenant, "G")).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 1,
    });
  });

  it.each([
    ["for everyone", { allowedTargetScope: "allMemberUsers", specificAllowedTargets: [membersOf("gone")] }],
    ["for people by name", openTo(someone("ann"))],
    ["for a group without an id", openTo({ ...membersOf("G"), id: null })],
    ["for nobody who is told", { allowedTargetScope: "specificDirectoryUsers", specificAllowedTargets: null }],
  ])("leaves out policies %s", (_, settings) => {
    expect(runRule(uncontrolledAudience, full().policy("p", "P", settings)).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 0,
    });
  });

  it.each([
    ["whether a group can be joined", policy(full(unified(null)), "G")],
    ["in words we know whether it can", policy(full(unified("new")), "G")],
    ["who is in a group", policy(full().notAsked("groupMembers", "G"), "G")],
    ["who is in one of its groups", policy(full().group("E").notAsked("groupMembers", "E"), "G", "E")],
    ["who is in an empty group", policy(bank().group("G").notAsked("groupMembers", "G"), "G")],
    [
      "for whom the policy is",
      full().policy("p", "P", { ...openTo(membersOf("gone")), allowedTargetScope: "martians" }),
    ],
  ])("decides nothing where Graph does not say %s", (what, tenant) => {
    const { outcome } = runRule(uncontrolledAudience, tenant);
    if (what === "who is in a group") return expect(outcome.outcome).toBe("satisfied");
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toContain(
      "Graph does not say whether it is for groups, or who is in them and can join them",
    );
  });

  it("calls nothing gone or empty that was not wholly read; what a part shows stands", () => {
    expect(runRule(uncontrolledAudience, policy(full(), "gone").partial("groups")).outcome).toMatchObject({
      outcome: "inconclusive",
      violations: 0,
    });
    const empty = policy(full().group("E"), "E").partial("groupMembers");
    expect(runRule(uncontrolledAudience, empty).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(
      subjects(
        runRule(
          uncontrolledAudience,
          policy(full(unified("Public")), "G").partial("groups", "groupMembers", "policies"),
        ),
      ),
    ).toEqual(["p"]);
    for (const section of ["groups", "groupMembers", "policies"] as const)
      expect(runRule(uncontrolledAudience, policy(full(), "gone").unread(section)).outcome.outcome).toBe(
        "inconclusive",
      );
  });
});
