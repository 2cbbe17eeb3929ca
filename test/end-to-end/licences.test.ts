import { describe, expect, it } from "vitest";
import { collectedSections, collectors, isCollected } from "../../src/collect/collectors/index.ts";
import type { SectionName } from "../../src/domain/sections.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { scanEmulated, testFolder } from "./scan-emulated.ts";
import { smallTenant } from "./small-tenant.ts";

const tenant = smallTenant();
const [sku] = tenant.subscribedSkus;

/** The same tenant with one service plan, or with none. */
function withPlan(servicePlanName?: string): Tenant {
  const servicePlans = sku!.servicePlans.map((plan) => ({ ...plan, servicePlanName: servicePlanName! }));
  return { ...tenant, subscribedSkus: servicePlanName === undefined ? [] : [{ ...sku!, servicePlans }] };
}

const governance = "Microsoft Entra ID P2 or ID Governance";

/** What Graph refuses first-hand, written down by hand; what hangs on it is skipped. */
const refused: Readonly<Record<string, string>> = {
  signIns: "Microsoft Entra ID P1",
  groupEligibilities: governance,
  groupAssignmentSchedules: governance,
  directoryRoleEligibilities: governance,
  directoryRoleAssignmentSchedules: governance,
  catalogs: governance,
  accessPackages: governance,
  policyList: governance,
  assignmentRequests: governance,
  connectedOrganizations: governance,
  entitlementSettings: governance,
  entitlementRoleDefinitions: governance,
};

/** How Graph refuses these is documented nowhere: the emulator does not. */
const unrefused = /^accessReview/u;

const scan = (scanned: Tenant) => scanEmulated(scanned, testFolder(), { args: ["--formats", "json"] });

describe("a tenant without licences", () => {
  it("has the sections denied that need one, each with the licence and no permission to grant", async () => {
    const { assessment, exitCode } = await scan(withPlan());
    for (const section of Object.keys(refused) as SectionName[]) {
      const coverage = assessment.coverage.find((one) => one.section === section);
      expect(coverage, section).toMatchObject({ status: "denied", read: 0 });
      expect(coverage?.reason, section).toContain(`the tenant lacks ${refused[section]}: Graph answered 40`);
      expect(coverage, section).not.toHaveProperty("missingPermission");
    }
    for (const { section, status } of assessment.coverage.filter((one) => !(one.section in refused))) {
      const isSkipped = !unrefused.test(section) && isCollected(section) && collectors[section].licence !== undefined;
      expect(status, section).toBe(isSkipped ? "skipped" : "complete");
    }
    expect(assessment.outcomes.find(({ rule }) => rule === "dual-holder")).toMatchObject({ outcome: "inconclusive" });
    expect(exitCode).toBe(1);
  });

  it("has sign-ins with P1, and governance with ID Governance", async () => {
    const deniedWith = async (plan: string) =>
      (await scan(withPlan(plan))).assessment.coverage
        .filter(({ status }) => status === "denied")
        .map(({ section }) => section);
    expect(await deniedWith("AAD_PREMIUM")).toEqual(Object.keys(refused).filter((section) => section !== "signIns"));
    expect(await deniedWith("Entra_Identity_Governance")).toEqual([]);
  });
});

describe("a section that is refused", () => {
  const refusing = (section: string, roles?: readonly string[]) =>
    scanEmulated(tenant, testFolder(), {
      args: ["--formats", "json"],
      ...(roles === undefined ? {} : { roles }),
      intercept: ({ path }) =>
        path.endsWith(section) ? { status: 403, body: { error: { code: "Forbidden", message: "No." } } } : undefined,
    });

  it("names no permission that the token has, and the licence it may be instead", async () => {
    const { assessment } = await refusing("/assignmentPolicies");
    const coverage = assessment.coverage.find(({ section }) => section === "policyList");
    expect(coverage).not.toHaveProperty("missingPermission");
    expect(coverage?.reason).toMatch(/although the token has EntitlementManagement\.Read\.All; perhaps .* P2 or/u);
  });

  it("names the permission that the token has not", async () => {
    const roles = ["Organization.Read.All", "EntitlementManagement.Read.All"];
    const { assessment } = await refusing("/nothing", roles);
    const coverage = assessment.coverage.find(({ section }) => section === "users");
    expect(coverage).toMatchObject({ status: "denied", missingPermission: "User.Read.All" });
  });
});

describe("every collector", () => {
  it.each(collectedSections)("%s names the licence that Graph asks for there", (section) => {
    const path = collectors[section].path("x/y");
    const needs = /^\/identityGovernance\/|^\/roleManagement\/entitlementManagement\/|ScheduleInstances/u.test(path);
    expect(collectors[section].licence === governance).toBe(needs);
  });
});
