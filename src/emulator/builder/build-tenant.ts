import type { Tenant } from "../tenant.ts";
import { grant } from "../tenant/resource-roles.ts";
import { assignmentOf, requestsOf, rolesGivenBy } from "./draft-assignments.ts";
import { appRoleAssignmentOf, groupOf, servicePrincipalOf, type Setting, userOf } from "./draft-directory.ts";
import { accessPackageOf, catalogOf, connectedOrganizationOf, policyOf } from "./draft-governance.ts";
import { subjectsOf } from "./draft-subjects.ts";
import { dated } from "./dated.ts";
import type { Drafts } from "./drafts.ts";

/** Turns what the builder was told into a tenant. Throws where something refers to what was never told. */
export function buildTenant(displayName: string, drafts: Drafts, setting: Setting): Tenant {
  const users = drafts.users.map((draft) => userOf(draft, setting));
  const servicePrincipals = drafts.apps.map((draft) => servicePrincipalOf(draft, setting));
  const accessPackages = drafts.accessPackages.map((draft) => accessPackageOf(draft, drafts, setting));
  const policies = drafts.policies.map((draft) => policyOf(draft, setting));

  const surroundings = {
    ...setting,
    subjectOf: subjectsOf(drafts, { users, servicePrincipals }, setting),
    accessPackages: new Map(accessPackages.map((accessPackage) => [accessPackage.id, accessPackage])),
    policies,
  };
  const assignments = drafts.assignments.map((draft) => assignmentOf(draft, surroundings));

  const tenant: Tenant = {
    organization: organizationOf(displayName, setting),
    users,
    groups: drafts.groups.map((draft) => groupOf(draft, setting)),
    servicePrincipals,
    appRoleAssignments: drafts.appRoles.map((draft) => appRoleAssignmentOf(draft, setting)),
    catalogs: drafts.catalogs.map((draft) => catalogOf(draft, drafts, setting)),
    accessPackages,
    policies,
    assignments,
    assignmentRequests: requestsOf(drafts, assignments, surroundings),
    connectedOrganizations: drafts.connectedOrganizations.map((draft) => connectedOrganizationOf(draft, setting)),
    settings: {
      id: setting.names.derive("settings", "entitlementManagement"),
      durationUntilExternalUserDeletedAfterBlocked: "P30D",
      externalUserLifecycleAction: "blockSignInAndDelete",
    },
  };
  return grant(tenant, rolesGivenBy(drafts.assignments, assignments, surroundings), setting.now);
}

function organizationOf(displayName: string, { names, domain, now }: Setting): Tenant["organization"] {
  return {
    id: names.derive("organization", names.tenant),
    displayName,
    createdDateTime: dated(now).createdDateTime,
    verifiedDomains: [
      {
        name: domain,
        type: "Managed",
        capabilities: "Email, OfficeCommunicationsOnline",
        isDefault: true,
        isInitial: false,
      },
    ],
  };
}
