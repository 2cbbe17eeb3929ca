import { describe, expect, it } from "vitest";
import { dormantVisibility } from "../../../rules/external/dormant-visibility.ts";
import { aCatalog } from "../../builders/catalog.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = (isExternallyVisible: boolean | null = true) =>
  aTenant()
    .row("catalogs", aCatalog("C", { isExternallyVisible, displayName: "Partners" }))
    .accessPackage("P", { catalogId: "C" })
    .policy("staff", "P");
const outward = { allowedTargetScope: "AllExternalUsers" };

describe("dormant-visibility", () => {
  it("finds a catalog that outsiders may see and that has nothing for them", () => {
    const tenant = bank().row("catalogs", aCatalog("D", { isExternallyVisible: true }));
    const run = runRule(dormantVisibility, tenant.accessPackage("Q", { catalogId: "D" }).policy("open", "Q", outward));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "low",
      principal: null,
      subject: { kind: "catalog", id: "C", name: "Partners" },
      message: 'Catalog "Partners" is visible to people from outside, and no policy in it is for them',
      evidence: ["catalogs/1#/value/0"],
    });
  });

  it.each([
    ["that outsiders do not see", bank(false)],
    ["with a policy for outsiders", bank().policy("open", "P", outward)],
  ])("is satisfied by a catalog %s", (_, tenant) => {
    expect(runRule(dormantVisibility, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it.each(["C", "partners"])("leaves alone the catalog that `allow` names as %s", (name) => {
    expect(runRule(dormantVisibility, bank(), [], { allow: [name] }).outcome.outcome).toBe("satisfied");
    expect(subjects(runRule(dormantVisibility, bank(), [], { allow: ["other"] }))).toEqual(["C"]);
  });

  it.each([
    ["whether outsiders see it", bank(null)],
    ["for whom a policy is", bank().policy("odd", "P", { allowedTargetScope: "martians" })],
    ["of which package a policy is", bank().policy("odd", "P", { ...outward, accessPackageId: null })],
    ["in which catalog a package is", bank().accessPackage("Q", { catalogId: null }).policy("odd", "Q", outward)],
    ["which package that is", bank().policy("odd", "gone", outward)],
  ])("decides nothing where Graph does not say %s", (_, tenant) => {
    const { outcome } = runRule(dormantVisibility, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toBe('catalog "Partners": whether outsiders see it, or what is in it for them, is not told');
  });

  it("accuses nobody where packages or policies were read in part", () => {
    for (const section of ["policies", "policyList", "accessPackages"] as const) {
      expect(runRule(dormantVisibility, bank().partial(section)).outcome.outcome).toBe("inconclusive");
      expect(runRule(dormantVisibility, bank().unread(section)).outcome.outcome).toBe("inconclusive");
    }
    expect(subjects(runRule(dormantVisibility, bank().partial("catalogs")))).toEqual(["C"]);
    expect(runRule(dormantVisibility, bank().unread("catalogs")).outcome.outcome).toBe("inconclusive");
  });
});
