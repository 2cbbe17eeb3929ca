import type { Tenant } from "../tenant.ts";
import type { Deleted } from "../tenant/directory.ts";
import { grant, type RoleHolding } from "../tenant/resource-roles.ts";
import { assignmentOf, requestsOf, rolesGivenBy } from "./draft-assignments.ts";
import { appRoleAssignmentOf, groupOf, servicePrincipalOf, type Setting, userOf } from "./draft-directory.ts";
import { accessPackageOf, catalogOf, connectedOrganizationOf, policyOf } from "./draft-governance.ts";
import { type Licence, subscribedSkuOf } from "./draft-licences.ts";
import { privilegesOf } from "./draft-privileges.ts";
import { subjectsOf } from "./draft-subjects.ts";
import { dated } from "./dated.ts";
import type { Drafts } from "./drafts.ts";

type Words = { readonly displayName: string; readonly licences: readonly Licence[] };

/** Turns what the builder was told into a tenant. Throws where something refers to what was never told. */
export function buildTenant({ displayName, licences }: Words, drafts: Drafts, setting: Setting): Tenant {
  const users = drafts.users.map((draft) => [userOf(draft, setting), draft.deleted] as const);
  const groups = drafts.groups.map((draft) => [groupOf(draft, setting), draft.deleted] as const);
  const servicePrincipals = drafts.apps.map((draft) => servicePrincipalOf(draft, setting));
  const accessPackages = drafts.accessPackages.map((draft) => accessPackageOf(draft, drafts, setting));
  const policies = drafts.policies.map((draft) => policyOf(draft, setting));

  const surroundings = {
    ...setting,
    subjectOf: subjectsOf(drafts, { users: users.map(([user]) => user), servicePrincipals }, setting),
    accessPackages: new Map(accessPackages.map((accessPackage) => [accessPackage.id, accessPackage])),
    policies,
  };
  const assignments = drafts.assignments.map((draft) => assignmentOf(draft, surroundings));

  const tenant: Tenant = {
    organization: organizationOf(displayName, setting),
    subscribedSkus: licences.map((licence) => subscribedSkuOf(licence, drafts.users.length, setting)),
    users: remaining(users),
    groups: remaining(groups),
    deletedUsers: deleted(users),
    deletedGroups: deleted(groups),
    servicePrincipals,
    appRoleAssignments: drafts.appRoles.map((draft) => appRoleAssignmentOf(draft, setting)),
    ...privilegesOf(drafts, setting),
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
    accessReviews: [],
    directoryAudits: [],
  };
  return grant(
    tenant,
    [...rolesGivenBy(drafts.assignments, assignments, surroundings), ...membershipsIn(tenant)].filter(
      ({ principalId }) => !tenant.deletedUsers.some(({ id }) => id === principalId),
    ),
    setting.now,
  );
}

/** Who is a member or an owner by Privileged Identity Management is one like any other. */
function membershipsIn({ groupAssignments }: Tenant): readonly RoleHolding[] {
  return groupAssignments.map(({ principalId, groupId, accessId }) => ({
    principalId,
    role: { kind: accessId === "owner" ? "owners" : "members", groupId },
  }));
}

type Fated<T> = readonly (readonly [object: T, deleted: Date | undefined])[];

function remaining<T>(objects: Fated<T>): readonly T[] {
  return objects.flatMap(([object, since]) => (since === undefined ? [object] : []));
}

function deleted<T>(objects: Fated<T>): readonly Deleted<T>[] {
  return objects.flatMap(([object, since]) =>
    since === undefined ? [] : [{ ...object, deletedDateTime: since.toISOString() }],
  );
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
