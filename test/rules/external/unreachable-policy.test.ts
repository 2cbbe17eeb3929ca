import { describe, expect, it } from "vitest";
import { unreachablePolicy } from "../../../rules/external/unreachable-policy.ts";
import { aCatalog } from "../../builders/catalog.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { asking } from "../../builders/policies.ts";
import { aTenant } from "../../builders/tenant.ts";

const open = { allowedTargetScope: "allConfiguredConnectedOrganizationUsers", ...asking() };
const bank = (isExternallyVisible: boolean | null = false) =>
  aTenant().row("catalogs", aCatalog("C", { isExternallyVisible })).accessPackage("P", { catalogId: "C" });

describe("unreachable-policy", () => {
  it("finds a policy for outsiders who do not see its catalog", () => {
    const tenant = bank()
      .row("catalogs", aCatalog("D", { isExternallyVisible: true }))
      .accessPackage("Q", { catalogId: "D" });
    const run = runRule(unreachablePolicy, tenant.policy("dead", "P", open).policy("alive", "Q", open));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "low",
      subject: { kind: "policy", id: "dead" },
      message:
        'Policy "dead" of "P" is for people from outside (allConfiguredConnectedOrganizationUsers), who do not see catalog "C"',
      evidence: ["catalogs/1#/value/0", "policies/1#/value/0"],
    });
  });

  it("finds one under which others ask for outsiders", () => {
    const onBehalf = asking({ enableTargetsToSelfAddAccess: false, enableOnBehalfRequestorsToAddAccess: true });
    expect(subjects(runRule(unreachablePolicy, bank().policy("dead", "P", { ...open, ...onBehalf })))).toEqual([
      "dead",
    ]);
  });

  it.each([
    ["a catalog that they see", bank(true).policy("fine", "P", open), 1],
    [
      "a policy that is parked",
      bank().policy("fine", "P", { ...open, ...asking({ enableTargetsToSelfAddAccess: false }) }),
      1,
    ],
    ["a policy for members", bank().policy("fine", "P", { ...open, allowedTargetScope: "allMemberUsers" }), 0],
  ])("is satisfied by %s", (_, tenant, examined) => {
    expect(runRule(unreachablePolicy, tenant).outcome).toMatchObject({ outcome: "satisfied", examined });
  });

  it.each([
    ["for whom it is", bank().policy("odd", "P", { ...open, allowedTargetScope: "martians" })],
    ["who may ask", bank().policy("odd", "P", { ...open, requestorSettings: null })],
    ["whether the catalog is visible", bank(null).policy("odd", "P", open)],
    ["of which package it is", bank().policy("odd", "P", { ...open, accessPackageId: null })],
  ])("decides nothing where Graph does not say %s", (_, tenant) => {
    const { outcome } = runRule(unreachablePolicy, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toContain(
      'Policy "odd" of "P": Graph does not say whether it is for outsiders, who may ask',
    );
  });

  it.each(["policies", "accessPackages", "catalogs"] as const)(
    "is inconclusive where %s were not read; what a part shows stands",
    (section) => {
      const tenant = () => bank().policy("dead", "P", open);
      expect(runRule(unreachablePolicy, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
      expect(subjects(runRule(unreachablePolicy, tenant().partial(section)))).toEqual(["dead"]);
      expect(runRule(unreachablePolicy, bank().partial(section)).outcome.outcome).toBe("inconclusive");
    },
  );
});
