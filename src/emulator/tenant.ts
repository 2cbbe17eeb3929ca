import type { AccessReview } from "./tenant/access-review.ts";
import type { AppRoleAssignment, Deleted, Group, Organization, ServicePrincipal, User } from "./tenant/directory.ts";
import type { DirectoryAudit } from "./tenant/directory-audit.ts";
import type {
  AccessPackage,
  Assignment,
  AssignmentRequest,
  Catalog,
  ConnectedOrganization,
  EntitlementManagementSettings,
} from "./tenant/governance.ts";
import type { SubscribedSku } from "./tenant/licences.ts";
import type { AssignmentPolicy } from "./tenant/policy.ts";
import type {
  DirectoryRoleAssignment,
  DirectoryRoleEligibility,
  GovernanceRoleAssignment,
  GroupAssignment,
  GroupEligibility,
} from "./tenant/privileges.ts";

/** A whole tenant as plain data: objects refer to each other by id, names are Graph's. Nothing in it changes. */
export type Tenant = {
  readonly organization: Organization;
  readonly subscribedSkus: readonly SubscribedSku[];
  readonly users: readonly User[];
  readonly groups: readonly Group[];
  readonly deletedUsers: readonly Deleted<User>[];
  readonly deletedGroups: readonly Deleted<Group>[];
  readonly servicePrincipals: readonly ServicePrincipal[];
  readonly appRoleAssignments: readonly AppRoleAssignment[];
  readonly directoryRoleAssignments: readonly DirectoryRoleAssignment[];
  readonly directoryRoleEligibilities: readonly DirectoryRoleEligibility[];
  /** Of groups under Privileged Identity Management only; everybody a group has is in its `members`. */
  readonly groupAssignments: readonly GroupAssignment[];
  readonly groupEligibilities: readonly GroupEligibility[];
  readonly catalogs: readonly Catalog[];
  readonly accessPackages: readonly AccessPackage[];
  readonly policies: readonly AssignmentPolicy[];
  readonly assignments: readonly Assignment[];
  readonly assignmentRequests: readonly AssignmentRequest[];
  readonly connectedOrganizations: readonly ConnectedOrganization[];
  readonly settings: EntitlementManagementSettings;
  readonly governanceRoleAssignments: readonly GovernanceRoleAssignment[];
  readonly accessReviews: readonly AccessReview[];
  /** Newest first. */
  readonly directoryAudits: readonly DirectoryAudit[];
};
