import { describe, expect, it } from "vitest";
import { openAudience } from "../../../rules/policy/open-audience.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { asking } from "../../builders/policies.ts";
import { approving, aStage } from "../../builders/policy-settings.ts";
import { aTenant } from "../../builders/tenant.ts";

/** P and Q are declared incompatible, which makes them sensitive; R is in no conflict. */
const bank = () => aTenant().accessPackages("P", "Q", "R").declares("P", "Q");
const toEveryone = { allowedTargetScope: "allMemberUsers", ...asking(), ...approving() };

describe("open-audience", () => {
  it.each(["allMemberUsers", "AllDirectoryUsers", "allDirectoryServicePrincipals", "allDirectoryAgentIdentities"])(
    "finds a sensitive package that %s may ask for",
    (allowedTargetScope) => {
      const run = runRule(openAudience, bank().policy("open", "P", { ...toEveryone, allowedTargetScope }));
      expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
      expect(run.findings[0]).toMatchObject({
        severity: "high",
        arithmetic: "high",
        subject: { kind: "policy", id: "open" },
        message: `Policy "open" of "P" lets everyone ask (${allowedTargetScope}) for a sensitive package: it stands in a declared incompatibility`,
        evidence: ["policies/1#/value/0"],
      });
    },
  );

  it.each([
    "specificDirectoryUsers",
    "specificDirectoryServicePrincipals",
    "specificConnectedOrganizationUsers",
    "allConfiguredConnectedOrganizationUsers",
    "allExternalUsers",
    "notSpecified",
  ])("is satisfied by %s", (allowedTargetScope) => {
    const run = runRule(openAudience, bank().policy("fine", "P", { ...toEveryone, allowedTargetScope }));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("leaves out packages that no conflict touches", () => {
    expect(runRule(openAudience, bank().policy("open", "R", toEveryone)).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 0,
    });
  });

  it("takes a request on behalf of everyone for one", () => {
    const byManagers = asking({ enableTargetsToSelfAddAccess: false, enableOnBehalfRequestorsToAddAccess: true });
    const byNobody = asking({ enableTargetsToSelfAddAccess: false });
    const tenant = bank()
      .policy("by managers", "P", { ...toEveryone, ...byManagers })
      .policy("by nobody", "P", { ...toEveryone, ...byNobody });
    expect(subjects(runRule(openAudience, tenant))).toEqual(["by managers"]);
  });

  it("is milder from two approvals on, where they are required", () => {
    const stages = [aStage(), aStage()];
    const tenant = bank()
      .policy("one", "P", { ...toEveryone, ...approving() })
      .policy("two", "P", { ...toEveryone, ...approving({ stages }) })
      .policy("idle", "P", { ...toEveryone, ...approving({ isApprovalRequiredForAdd: false, stages }) })
      .policy("unsaid", "P", { ...toEveryone, ...approving({ stages: null }) })
      .policy("silent", "P", { ...toEveryone, requestApprovalSettings: null });
    const { findings } = runRule(openAudience, tenant);
    expect(
      Object.fromEntries(findings.map(({ subject, severity, arithmetic }) => [subject?.id, [severity, arithmetic]])),
    ).toEqual({
      one: ["high", "high"],
      two: ["medium", "medium = high -1 (2 approvals come first)"],
      idle: ["high", "high"],
      unsaid: ["high", "high"],
      silent: ["high", "high"],
    });
  });

  it.each([
    ["its scope", { ...toEveryone, allowedTargetScope: null }],
    ["a scope there is", { ...toEveryone, allowedTargetScope: "allOfMars" }],
    ["who may ask", { ...toEveryone, requestorSettings: null }],
    ["its package", { ...toEveryone, accessPackageId: null }],
  ])("decides nothing where Graph does not say %s", (_, settings) => {
    const run = runRule(openAudience, bank().policy("odd", "P", settings));
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(run.outcome.reason).toBe('Policy "odd" of "P": Graph does not say of which package it is, or who may ask');
  });

  it("clears a policy of an unknown package that is not for everyone", () => {
    const settings = { ...toEveryone, accessPackageId: null, allowedTargetScope: "specificDirectoryUsers" };
    expect(runRule(openAudience, bank().policy("some", "P", settings)).outcome.outcome).toBe("satisfied");
  });

  it.each(["policies", "accessPackages", "incompatibleAccessPackages"] as const)(
    "is inconclusive where %s were not read; what a part shows stands",
    (section) => {
      const tenant = () => bank().policy("open", "P", toEveryone);
      expect(runRule(openAudience, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
      expect(subjects(runRule(openAudience, tenant().partial(section)))).toEqual(["open"]);
      const clean = bank().policy("open", "R", toEveryone).partial(section);
      expect(runRule(openAudience, clean).outcome.outcome).toBe("inconclusive");
    },
  );
});
