import { describe, expect, it } from "vitest";
import { openDoor } from "../../../rules/external/open-door.ts";
import { asking } from "../../builders/policies.ts";
import { approving } from "../../builders/policy-settings.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";
import { aCatalog } from "../../builders/catalog.ts";

const open = {
  allowedTargetScope: "allExternalUsers",
  ...asking(),
  ...approving({ isApprovalRequiredForAdd: false }),
};
const bank = (isExternallyVisible: boolean | null = true) =>
  aTenant().row("catalogs", aCatalog("C", { isExternallyVisible })).accessPackage("P", { catalogId: "C" });

describe("open-door", () => {
  it("finds a policy that gives access to anyone from outside", () => {
    const approved = { ...open, ...approving() };
    const run = runRule(openDoor, bank().policy("open", "P", open).policy("approved", "P", approved));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "critical",
      principal: null,
      subject: { kind: "policy", id: "open" },
      message:
        'Policy "open" of "P" gives access to anyone from outside who asks, without approval: catalog "C" is visible to them',
      evidence: ["catalogs/1#/value/0", "policies/1#/value/0"],
    });
  });

  it.each([
    ["needs approval", { ...open, ...approving() }],
    ["lets nobody ask", { ...open, ...asking({ enableTargetsToSelfAddAccess: false }) }],
  ])("is satisfied where the policy %s", (_, settings) => {
    expect(runRule(openDoor, bank().policy("shut", "P", settings)).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 1,
    });
  });

  it("is satisfied where outsiders do not see the catalog", () => {
    expect(runRule(openDoor, bank(false).policy("hidden", "P", open)).outcome.outcome).toBe("satisfied");
  });

  it.each(["allConfiguredConnectedOrganizationUsers", "specificConnectedOrganizationUsers", "allDirectoryUsers"])(
    "leaves out policies for %s",
    (allowedTargetScope) => {
      const run = runRule(openDoor, bank().policy("some", "P", { ...open, allowedTargetScope }));
      expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
    },
  );

  it("reads the scope in whatever casing", () => {
    const tenant = bank().policy("open", "P", { ...open, allowedTargetScope: "ALLEXTERNALUSERS" });
    expect(subjects(runRule(openDoor, tenant))).toEqual(["open"]);
  });

  it.each([
    ["the scope", bank().policy("odd", "P", { ...open, allowedTargetScope: null })],
    ["who may ask", bank().policy("odd", "P", { ...open, requestorSettings: null })],
    ["whether approval is needed", bank().policy("odd", "P", { ...open, requestApprovalSettings: null })],
    ["whether the catalog is visible", bank(null).policy("odd", "P", open)],
    ["the package", bank().policy("odd", "P", { ...open, accessPackageId: null })],
    ["the package's catalog", bank().accessPackage("Q", { catalogId: null }).policy("odd", "Q", open)],
    ["a catalog there is", bank().accessPackage("Q", { catalogId: "gone" }).policy("odd", "Q", open)],
  ])("decides nothing where Graph does not say %s", (_, tenant) => {
    const run = runRule(openDoor, tenant);
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(run.outcome.reason).toContain("Graph does not say whether outsiders can ask");
  });

  it.each(["policies", "accessPackages", "catalogs"] as const)(
    "is inconclusive where %s were not read; what a part shows stands",
    (section) => {
      const tenant = () => bank().policy("open", "P", open);
      expect(runRule(openDoor, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
      expect(subjects(runRule(openDoor, tenant().partial(section)))).toEqual(["open"]);
      expect(runRule(openDoor, bank().partial(section)).outcome.outcome).toBe("inconclusive");
    },
  );
});
