import type { AppRoleAssignment, Group, Organization, ServicePrincipal, User } from "./tenant/directory.ts";
import type {
  AccessPackage,
  Assignment,
  AssignmentRequest,
  Catalog,
  ConnectedOrganization,
  EntitlementManagementSettings,
} from "./tenant/governance.ts";
import type { AssignmentPolicy } from "./tenant/policy.ts";

/** A whole tenant as plain data: objects refer to each other by id, names are Graph's. Nothing in it changes. */
export type Tenant = {
  readonly organization: Organization;
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly servicePrincipals: readonly ServicePrincipal[];
  readonly appRoleAssignments: readonly AppRoleAssignment[];
  readonly catalogs: readonly Catalog[];
  readonly accessPackages: readonly AccessPackage[];
  readonly policies: readonly AssignmentPolicy[];
  readonly assignments: readonly Assignment[];
  readonly assignmentRequests: readonly AssignmentRequest[];
  readonly connectedOrganizations: readonly ConnectedOrganization[];
  readonly settings: EntitlementManagementSettings;
};
