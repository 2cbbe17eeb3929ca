import type { SectionName } from "../../src/domain/sections.ts";

const em = "/v1.0/identityGovernance/entitlementManagement";
const pim = "/v1.0/identityGovernance/privilegedAccess/group";
const roles = "/v1.0/roleManagement/directory";
const deleted = "/v1.0/directory/deletedItems/microsoft.graph";
const emRoles = "/v1.0/roleManagement/entitlementManagement";
const reviews = "/v1.0/identityGovernance/accessReviews/definitions";

/** Rules that fall silent together, because they ask for the same. */
const asking = [
  "on-behalf-approver",
  "one-person-approval",
  "peer-approval",
  "approval-dead-end",
  "invalid-approver",
  "opposed-approver",
  "requestable-conflict",
];
const sensitive = ["open-audience", "automatic-sensitive-package", "unreviewed-package", "ticketless-package"];
const delegation = ["self-assignable-duty", "both-sides-delegate", "workload-administrator"];
const directoryRoles = ["owned-agent", "tenant-wide-administrator", "self-grantable-conflict"];
const policyRules = [
  "open-door",
  "lasting-guest-access",
  "missing-approval",
  "unapproved-extension",
  "standing-access",
  "outlived-policy",
  "review-keeps-access",
  "self-review",
  "unapproved-direct-assignment",
];
const paths = ["toxic-package", "cross-path-conflict", "pending-conflict", "residual-access", "out-of-band-holder"];

/** What each endpoint costs, on the bank: rules without an answer, and conflicts without one. */
export type Cost = {
  readonly endpoint: (path: string, query: string) => boolean;
  readonly rules: readonly string[];
  /** `all`, or those with an access point that is read there. */
  readonly conflicts: "none" | "all" | "with groups" | "of packs";
  /** Conflicts that are not even known. */
  readonly unknown?: boolean;
};

/**
 * Of every section but two, which the bank is never asked for: its resources all come with their roles, and the few groups that
 * are nested in its audiences are cheaper to walk (`groups-that-matter.test.ts` refuses that list).
 */
export const costs: Readonly<Record<Exclude<SectionName, "catalogResourceRoles" | "groupTransitiveMembers">, Cost>> = {
  organization: { endpoint: (path) => path === "/v1.0/organization", rules: [], conflicts: "none" },
  subscribedSkus: { endpoint: (path) => path === "/v1.0/subscribedSkus", rules: [], conflicts: "none" },
  users: {
    endpoint: (path, query) => path === "/v1.0/users" && !query.includes("signInActivity") && !query.includes("expand"),
    rules: [
      ...asking,
      "second-account",
      "too-few-people",
      "stale-access",
      "disabled-holder",
      "self-assignment",
      "self-approval",
    ],
    conflicts: "none",
  },
  managers: {
    endpoint: (path, query) => path === "/v1.0/users" && query.includes("expand"),
    rules: [...asking],
    conflicts: "none",
  },
  signIns: {
    endpoint: (path, query) => path === "/v1.0/users" && query.includes("signInActivity"),
    rules: ["stale-access"],
    conflicts: "none",
  },
  deletedUsers: { endpoint: (path) => path === `${deleted}.user`, rules: [], conflicts: "none" },
  groups: {
    endpoint: (path) => path === "/v1.0/groups",
    rules: [
      "loose-override",
      "owned-agent",
      ...asking,
      ...sensitive,
      ...delegation,
      ...paths,
      "tenant-wide-administrator",
      "privileged-resource",
      "incompatible-group-member",
      "self-review",
      "group-owner",
      "self-grantable-conflict",
      "granted-ownership",
      "deleted-reference",
    ],
    conflicts: "with groups",
  },
  groupMembers: {
    endpoint: (path) => path.endsWith("/members"),
    rules: [
      "loose-override",
      "owned-agent",
      ...asking,
      ...sensitive,
      ...delegation,
      ...paths,
      "tenant-wide-administrator",
      "incompatible-group-member",
      "self-review",
      "self-grantable-conflict",
    ],
    conflicts: "with groups",
  },
  groupOwners: {
    endpoint: (path) => path.startsWith("/v1.0/groups/") && path.endsWith("/owners"),
    rules: ["group-owner", "self-grantable-conflict"],
    conflicts: "none",
  },
  groupEligibilities: {
    endpoint: (path) => path === `${pim}/eligibilityScheduleInstances`,
    rules: ["owned-agent", ...delegation, "tenant-wide-administrator", "group-owner", "self-grantable-conflict"],
    conflicts: "none",
  },
  groupAssignmentSchedules: {
    endpoint: (path) => path === `${pim}/assignmentScheduleInstances`,
    rules: [],
    conflicts: "none",
  },
  deletedGroups: { endpoint: (path) => path === `${deleted}.group`, rules: ["deleted-reference"], conflicts: "none" },
  servicePrincipals: {
    endpoint: (path) => path === "/v1.0/servicePrincipals",
    rules: [
      "loose-override",
      "owned-agent",
      ...asking,
      ...paths,
      "both-sides-delegate",
      "self-assignable-duty",
      "workload-administrator",
      "privileged-resource",
      "self-grantable-conflict",
      "tenant-wide-writer",
      "deleted-reference",
    ],
    conflicts: "of packs",
  },
  servicePrincipalOwners: {
    endpoint: (path) => path.startsWith("/v1.0/servicePrincipals/") && path.endsWith("/owners"),
    rules: ["owned-agent", "self-grantable-conflict", "tenant-wide-writer"],
    conflicts: "none",
  },
  appRoleAssignments: {
    endpoint: (path) => path.endsWith("/appRoleAssignedTo"),
    rules: [
      "loose-override",
      "owned-agent",
      ...paths,
      "both-sides-delegate",
      "self-assignable-duty",
      "workload-administrator",
      "opposed-approver",
      "requestable-conflict",
      "self-grantable-conflict",
      "tenant-wide-writer",
    ],
    conflicts: "of packs",
  },
  directoryRoleDefinitions: {
    endpoint: (path) => path === `${roles}/roleDefinitions`,
    rules: directoryRoles,
    conflicts: "none",
  },
  directoryRoleAssignments: {
    endpoint: (path) => path === `${roles}/roleAssignments`,
    rules: directoryRoles,
    conflicts: "none",
  },
  directoryRoleEligibilities: {
    endpoint: (path) => path === `${roles}/roleEligibilityScheduleInstances`,
    rules: directoryRoles,
    conflicts: "none",
  },
  directoryRoleAssignmentSchedules: {
    endpoint: (path) => path === `${roles}/roleAssignmentScheduleInstances`,
    rules: ["tenant-wide-administrator"],
    conflicts: "none",
  },
  catalogs: {
    endpoint: (path) => path === `${em}/catalogs`,
    rules: [
      ...asking,
      "privileged-resource",
      "open-door",
      "bearer-token-extension",
      "failing-callout",
      "deleted-reference",
    ],
    conflicts: "none",
  },
  catalogResources: {
    endpoint: (path) => /\/catalogs\/[^/]+\/resources$/u.test(path),
    rules: ["privileged-resource", "deleted-reference"],
    conflicts: "none",
  },
  customExtensions: {
    endpoint: (path) => path.endsWith("/customWorkflowExtensions"),
    rules: ["bearer-token-extension", "failing-callout"],
    conflicts: "none",
  },
  accessPackages: {
    endpoint: (path) => path === `${em}/accessPackages`,
    rules: [
      "loose-override",
      "owned-agent",
      ...asking,
      ...sensitive,
      ...paths,
      "self-assignable-duty",
      "both-sides-delegate",
      "privileged-resource",
      "open-door",
      "dual-holder",
      "grandfathered-holder",
      "one-way-declaration",
      "undeclared-conflict",
      "incompatible-group-member",
      "second-account",
      "late-conflict",
      "too-few-people",
      "outlived-policy",
      "stale-access",
      "disabled-holder",
      "self-review",
      "failing-callout",
      "unexplained-assignment",
      "out-of-band-addition",
      "group-owner",
      "self-grantable-conflict",
      "granted-ownership",
      "deleted-reference",
      "oracle-disagreement",
    ],
    conflicts: "all",
    unknown: true,
  },
  resourceRoleScopes: {
    endpoint: (path, query) => path.startsWith(`${em}/accessPackages/`) && query.includes("resourceRoleScopes"),
    rules: [
      "loose-override",
      "owned-agent",
      ...sensitive,
      ...paths,
      "self-assignable-duty",
      "both-sides-delegate",
      "privileged-resource",
      "opposed-approver",
      "requestable-conflict",
      "out-of-band-addition",
      "group-owner",
      "self-grantable-conflict",
      "granted-ownership",
      "deleted-reference",
    ],
    conflicts: "none",
  },
  incompatibleAccessPackages: {
    endpoint: (path) => path.endsWith("/incompatibleAccessPackages"),
    rules: [
      "loose-override",
      ...sensitive,
      "self-assignable-duty",
      "both-sides-delegate",
      "opposed-approver",
      "grandfathered-holder",
      "one-way-declaration",
      "undeclared-conflict",
      "toxic-package",
      "cross-path-conflict",
      "requestable-conflict",
      "late-conflict",
      "pending-conflict",
      "too-few-people",
      "self-grantable-conflict",
      "oracle-disagreement",
    ],
    conflicts: "none",
    unknown: true,
  },
  incompatibleGroups: {
    endpoint: (path) => path.endsWith("/incompatibleGroups"),
    rules: [
      "too-few-people",
      "loose-override",
      ...sensitive,
      "self-assignable-duty",
      "both-sides-delegate",
      "opposed-approver",
      "toxic-package",
      "incompatible-group-member",
      "cross-path-conflict",
      "requestable-conflict",
      "pending-conflict",
      "deleted-reference",
    ],
    conflicts: "none",
    unknown: true,
  },
  accessPackagesIncompatibleWith: {
    endpoint: (path) => path.endsWith("/accessPackagesIncompatibleWith"),
    rules: [],
    conflicts: "none",
  },
  policyList: {
    endpoint: (path) => path === `${em}/assignmentPolicies`,
    rules: ["loose-override", ...asking, ...sensitive, ...policyRules, "deleted-reference"],
    conflicts: "none",
  },
  policies: {
    endpoint: (path) => path.startsWith(`${em}/assignmentPolicies/`),
    rules: ["loose-override", ...asking, ...sensitive, ...policyRules, "deleted-reference"],
    conflicts: "none",
  },
  assignments: {
    endpoint: (path) => path === `${em}/assignments`,
    rules: [
      "owned-agent",
      ...asking,
      "self-assignable-duty",
      "dual-holder",
      "grandfathered-holder",
      "incompatible-group-member",
      "cross-path-conflict",
      "second-account",
      "late-conflict",
      "pending-conflict",
      "too-few-people",
      "outlived-policy",
      "stale-access",
      "disabled-holder",
      "residual-access",
      "self-review",
      "failing-callout",
      "unexplained-assignment",
      "out-of-band-holder",
      "self-grantable-conflict",
      "oracle-disagreement",
    ],
    conflicts: "all",
  },
  assignmentRequests: {
    endpoint: (path) => path === `${em}/assignmentRequests`,
    rules: [
      "pending-conflict",
      "outlived-policy",
      "failing-callout",
      "audit-trail-gap",
      "unexplained-assignment",
      "unapproved-direct-assignment",
    ],
    conflicts: "none",
  },
  additionalAccess: { endpoint: (path) => path.includes("/additionalAccess("), rules: [], conflicts: "none" },
  connectedOrganizations: {
    endpoint: (path) => path === `${em}/connectedOrganizations`,
    rules: [...asking],
    conflicts: "none",
  },
  internalSponsors: { endpoint: (path) => path.endsWith("/internalSponsors"), rules: [...asking], conflicts: "none" },
  externalSponsors: { endpoint: (path) => path.endsWith("/externalSponsors"), rules: [...asking], conflicts: "none" },
  entitlementSettings: { endpoint: (path) => path === `${em}/settings`, rules: [], conflicts: "none" },
  entitlementRoleDefinitions: {
    endpoint: (path) => path === `${emRoles}/roleDefinitions`,
    rules: [...delegation, "self-grantable-conflict"],
    conflicts: "none",
  },
  entitlementRoleAssignments: {
    endpoint: (path) => path === `${emRoles}/roleAssignments`,
    rules: [...delegation, "self-grantable-conflict"],
    conflicts: "none",
  },
  accessReviewDefinitions: {
    endpoint: (path) => path === reviews,
    rules: ["unreviewed-package", "unfinished-review"],
    conflicts: "none",
  },
  accessReviewInstances: {
    endpoint: (path) => path.startsWith(`${reviews}/`) && path.endsWith("/instances"),
    rules: ["unfinished-review"],
    conflicts: "none",
  },
  accessReviewDecisions: {
    endpoint: (path) => path.endsWith("/decisions"),
    rules: ["unfinished-review"],
    conflicts: "none",
  },
  auditEvents: {
    endpoint: (path) => path === "/v1.0/auditLogs/directoryAudits",
    rules: [
      "grandfathered-holder",
      "late-conflict",
      "audit-trail-gap",
      "self-assignment",
      "self-approval",
      "withdrawn-incompatibility",
      "approval-toggle",
      "unexplained-assignment",
      "out-of-band-addition",
    ],
    conflicts: "none",
  },
};
