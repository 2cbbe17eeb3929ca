import { describe, expect, it } from "vitest";
import { browsablePackage } from "../../../rules/external/browsable-package.ts";
import { aCatalog } from "../../builders/catalog.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { asking } from "../../builders/policies.ts";
import { aTenant } from "../../builders/tenant.ts";

const open = { allowedTargetScope: "specificConnectedOrganizationUsers", ...asking() };
const shut = { ...open, ...asking({ enableTargetsToSelfAddAccess: false }) };
const staff = { ...open, allowedTargetScope: "allMemberUsers" };
const bank = (isHidden: boolean | null = false, isExternallyVisible: boolean | null = true) =>
  aTenant()
    .row("catalogs", aCatalog("C", { isExternallyVisible }))
    .accessPackage("P", { catalogId: "C", catalogName: "Partners", isHidden });

describe("browsable-package", () => {
  it("finds a package that outsiders can ask for and browse to", () => {
    const tenant = bank().accessPackage("Q", { catalogId: "C", isHidden: true }).accessPackage("R", { catalogId: "C" });
    const run = runRule(
      browsablePackage,
      tenant
        .policy("shut", "P", shut)
        .policy("open", "P", open)
        .policy("hidden", "Q", open)
        .policy("staff", "R", staff),
    );
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "low",
      subject: { kind: "accessPackage", id: "P" },
      message: 'Package "P" can be asked for by people from outside and is not hidden from them',
      evidence: ["accessPackages/1#/value/0", "policies/1#/value/0", "policies/1#/value/1"],
    });
  });

  it.each([
    ["hidden", bank(true).policy("p", "P", open), 1],
    ["in a catalog that outsiders do not see", bank(false, false).policy("p", "P", open), 1],
    ["one that nobody can ask for", bank().policy("p", "P", shut), 1],
    ["for members", bank().policy("p", "P", staff), 0],
  ])("is satisfied where the package is %s", (_, tenant, examined) => {
    expect(runRule(browsablePackage, tenant).outcome).toMatchObject({ outcome: "satisfied", examined });
  });

  it.each(["p", "C", "partners"])("leaves alone what `allow` names as %s", (name) => {
    const tenant = bank().policy("open", "P", open);
    expect(runRule(browsablePackage, tenant, [], { allow: [name] }).outcome.outcome).toBe("satisfied");
    expect(subjects(runRule(browsablePackage, tenant, [], { allow: ["other"] }))).toEqual(["P"]);
  });

  it.each([
    ["whether it is hidden", bank(null).policy("odd", "P", open)],
    ["whether its catalog is visible", bank(false, null).policy("odd", "P", open)],
    ["in which catalog it is", aTenant().accessPackage("P", { catalogId: null }).policy("odd", "P", open)],
    ["for whom a policy is", bank().policy("odd", "P", { ...open, allowedTargetScope: "martians" })],
    ["who may ask", bank().policy("odd", "P", { ...open, requestorSettings: null })],
  ])("decides nothing where Graph does not say %s", (_, tenant) => {
    const { outcome } = runRule(browsablePackage, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toBe('package "P": whether it is hidden, or outsiders can ask for it, is not told');
  });

  it("does not decide of which package a policy is", () => {
    const { outcome } = runRule(browsablePackage, bank().policy("odd", "P", { ...open, accessPackageId: null }));
    expect(outcome).toMatchObject({
      outcome: "inconclusive",
      reason: 'policy "odd": of which package it is was not told',
    });
    const inside = runRule(browsablePackage, bank().policy("odd", "P", { ...staff, accessPackageId: null }));
    expect(inside.outcome.outcome).toBe("satisfied");
  });

  it.each(["policies", "accessPackages", "catalogs"] as const)(
    "is inconclusive where %s were not read; what a part shows stands",
    (section) => {
      const tenant = () => bank().policy("open", "P", open);
      expect(runRule(browsablePackage, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
      expect(subjects(runRule(browsablePackage, tenant().partial(section)))).toEqual(["P"]);
      expect(runRule(browsablePackage, bank().partial(section)).outcome.outcome).toBe("inconclusive");
    },
  );
});
