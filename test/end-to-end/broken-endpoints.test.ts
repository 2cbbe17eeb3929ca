import { describe, expect, it } from "vitest";
import type { Assessment, OutcomeKind } from "../../src/domain/assessment.ts";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import type { InterceptedResponse } from "../../src/emulator/start-emulator.ts";
import { bankConfig, now, scanEmulated, testFolder } from "./scan-emulated.ts";

const bank = contosoBank({ now });
const em = "/v1.0/identityGovernance/entitlementManagement";
const pim = "/v1.0/identityGovernance/privilegedAccess/group";
const roles = "/v1.0/roleManagement/directory";
const deleted = "/v1.0/directory/deletedItems/microsoft.graph";
const emRoles = "/v1.0/roleManagement/entitlementManagement";
const reviews = "/v1.0/identityGovernance/accessReviews/definitions";

/** What each endpoint costs, written down by hand: rules without an answer, and conflicts without one. */
type Cost = {
  readonly endpoint: (path: string, query: string) => boolean;
  readonly rules: readonly string[];
  /** `all`, or those with an access point that is read there. */
  readonly conflicts: "none" | "all" | "with groups" | "of packs";
  /** Conflicts that are not even known. */
  readonly unknown?: boolean;
};

const bypass = "out-of-band-holder";
const costs: Readonly<Record<string, Cost>> = {
  organization: { endpoint: (path) => path === "/v1.0/organization", rules: [], conflicts: "none" },
  subscribedSkus: { endpoint: (path) => path === "/v1.0/subscribedSkus", rules: [], conflicts: "none" },
  users: {
    endpoint: (path, query) => path === "/v1.0/users" && !query.includes("signInActivity") && !query.includes("expand"),
    rules: ["stale-access", "disabled-holder"],
    conflicts: "none",
  },
  managers: {
    endpoint: (path, query) => path === "/v1.0/users" && query.includes("expand"),
    rules: [],
    conflicts: "none",
  },
  signIns: {
    endpoint: (path, query) => path === "/v1.0/users" && query.includes("signInActivity"),
    rules: ["stale-access"],
    conflicts: "none",
  },
  deletedUsers: { endpoint: (path) => path === `${deleted}.user`, rules: [], conflicts: "none" },
  groups: { endpoint: (path) => path === "/v1.0/groups", rules: [bypass], conflicts: "with groups" },
  groupMembers: { endpoint: (path) => path.endsWith("/members"), rules: [bypass], conflicts: "with groups" },
  groupOwners: {
    endpoint: (path) => path.startsWith("/v1.0/groups/") && path.endsWith("/owners"),
    rules: [],
    conflicts: "none",
  },
  groupEligibilities: {
    endpoint: (path) => path === `${pim}/eligibilityScheduleInstances`,
    rules: [],
    conflicts: "none",
  },
  groupAssignmentSchedules: {
    endpoint: (path) => path === `${pim}/assignmentScheduleInstances`,
    rules: [],
    conflicts: "none",
  },
  deletedGroups: { endpoint: (path) => path === `${deleted}.group`, rules: [], conflicts: "none" },
  servicePrincipals: { endpoint: (path) => path === "/v1.0/servicePrincipals", rules: [bypass], conflicts: "of packs" },
  servicePrincipalOwners: {
    endpoint: (path) => path.startsWith("/v1.0/servicePrincipals/") && path.endsWith("/owners"),
    rules: [],
    conflicts: "none",
  },
  appRoleAssignments: {
    endpoint: (path) => path.endsWith("/appRoleAssignedTo"),
    rules: [bypass],
    conflicts: "of packs",
  },
  directoryRoleDefinitions: { endpoint: (path) => path === `${roles}/roleDefinitions`, rules: [], conflicts: "none" },
  directoryRoleAssignments: { endpoint: (path) => path === `${roles}/roleAssignments`, rules: [], conflicts: "none" },
  directoryRoleEligibilities: {
    endpoint: (path) => path === `${roles}/roleEligibilityScheduleInstances`,
    rules: [],
    conflicts: "none",
  },
  directoryRoleAssignmentSchedules: {
    endpoint: (path) => path === `${roles}/roleAssignmentScheduleInstances`,
    rules: [],
    conflicts: "none",
  },
  catalogs: { endpoint: (path) => path === `${em}/catalogs`, rules: [], conflicts: "none" },
  catalogResources: free((path) => /\/catalogs\/[^/]+\/resources$/u.test(path)),
  customExtensions: free((path) => path.endsWith("/customWorkflowExtensions")),
  accessPackages: {
    endpoint: (path) => path === `${em}/accessPackages`,
    rules: [bypass, "dual-holder", "one-way-declaration", "undeclared-conflict", "stale-access", "disabled-holder"],
    conflicts: "all",
    unknown: true,
  },
  resourceRoleScopes: {
    endpoint: (path, query) => path.startsWith(`${em}/accessPackages/`) && query.includes("resourceRoleScopes"),
    rules: [bypass],
    conflicts: "none",
  },
  incompatibleAccessPackages: {
    endpoint: (path) => path.endsWith("/incompatibleAccessPackages"),
    rules: ["one-way-declaration", "undeclared-conflict"],
    conflicts: "none",
    unknown: true,
  },
  incompatibleGroups: {
    endpoint: (path) => path.endsWith("/incompatibleGroups"),
    rules: [],
    conflicts: "none",
    unknown: true,
  },
  accessPackagesIncompatibleWith: free((path) => path.endsWith("/accessPackagesIncompatibleWith")),
  policyList: {
    endpoint: (path) => path === `${em}/assignmentPolicies`,
    rules: ["standing-access"],
    conflicts: "none",
  },
  policies: {
    endpoint: (path) => path.startsWith(`${em}/assignmentPolicies/`),
    rules: ["standing-access"],
    conflicts: "none",
  },
  assignments: {
    endpoint: (path) => path === `${em}/assignments`,
    rules: [bypass, "dual-holder", "stale-access", "disabled-holder"],
    conflicts: "all",
  },
  assignmentRequests: free((path) => path === `${em}/assignmentRequests`),
  additionalAccess: free((path) => path.includes("/additionalAccess(")),
  connectedOrganizations: free((path) => path === `${em}/connectedOrganizations`),
  internalSponsors: free((path) => path.endsWith("/internalSponsors")),
  externalSponsors: free((path) => path.endsWith("/externalSponsors")),
  entitlementSettings: free((path) => path === `${em}/settings`),
  entitlementRoleDefinitions: free((path) => path === `${emRoles}/roleDefinitions`),
  entitlementRoleAssignments: free((path) => path === `${emRoles}/roleAssignments`),
  accessReviewDefinitions: free((path) => path === reviews),
  accessReviewInstances: free((path) => path.startsWith(`${reviews}/`) && path.endsWith("/instances")),
  accessReviewDecisions: free((path) => path.endsWith("/decisions")),
  auditEvents: free((path) => path === "/v1.0/auditLogs/directoryAudits"),
};

/** No rule needs it yet. */
function free(endpoint: Cost["endpoint"]): Cost {
  return { endpoint, rules: [], conflicts: "none" };
}

const deaths: Readonly<Record<string, InterceptedResponse>> = {
  "is refused (403)": {
    status: 403,
    body: { error: { code: "Authorization_RequestDenied", message: "Insufficient privileges." } },
  },
  "breaks for ever (500)": {
    status: 500,
    body: { error: { code: "InternalServerError", message: "Something broke." } },
  },
  "answers with half a body": { status: 200, body: '{"value":[{"id":' },
};

const args = ["--config", bankConfig, "--formats", "json"];
const outcomes = ({ outcomes: rules }: Assessment) => new Map(rules.map(({ rule, outcome }) => [rule, outcome]));

describe.each(Object.entries(costs))("where %s", (section, cost) => {
  it.each(Object.entries(deaths))("%s, exactly what needs it is inconclusive", async (_, death) => {
    const calm = await calmScan();
    const { assessment, exitCode } = await scanEmulated(bank, testFolder(), {
      args,
      intercept: ({ path, query }) => (cost.endpoint(path, query) ? death : undefined),
    });

    const expected = new Map<string, OutcomeKind>(outcomes(calm));
    for (const rule of cost.rules) expected.set(rule, "inconclusive");
    if (!(section === "additionalAccess" && death.status === 403)) expected.set("incomplete-collection", "violated");
    expect(outcomes(assessment)).toEqual(expected);
    expect([1, 3]).toContain(exitCode);

    const coverage = assessment.coverage.find((covered) => covered.section === section);
    expect(coverage).toMatchObject({ status: death.status === 403 ? "denied" : "failed", read: 0 });
    for (const rule of cost.rules) expect(coverage?.costs).toContain(rule);

    for (const conflict of assessment.conflicts) {
      const before = calm.conflicts.find(({ id }) => id === conflict.id);
      expect(conflict.outcome, conflict.id).toBe(isCost(conflict, cost) ? "inconclusive" : before?.outcome);
    }
    if (cost.unknown !== true) expect(assessment.conflicts).toHaveLength(calm.conflicts.length);
    else
      expect(assessment.outcomes.find(({ rule }) => rule === "dual-holder")?.reason).toContain(
        "not every declaration is known",
      );
  });
});

function isCost({ source, duties, outcome }: Assessment["conflicts"][number], { conflicts }: Cost): boolean {
  if (outcome === "not-applicable" || conflicts === "none") return false;
  if (conflicts === "all") return true;
  if (conflicts === "of packs") return source === "pack";
  return source === "pack" || duties.some(({ accessPoints }) => accessPoints.some(({ kind }) => kind === "group"));
}

let calmly: Promise<Assessment> | undefined;

function calmScan(): Promise<Assessment> {
  calmly ??= scanEmulated(bank, testFolder(), { args }).then(({ assessment }) => assessment);
  return calmly;
}
