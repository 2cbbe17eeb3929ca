import type { SectionName } from "../../src/domain/sections.ts";
import type { Row } from "../../src/snapshot/sections.ts";

/** The rows of every section. */
export type Rows = { readonly [S in SectionName]: Row<S>[] };

export function emptyRows(): Rows {
  return {
    organization: [],
    users: [],
    signIns: [],
    groups: [],
    groupMembers: [],
    groupOwners: [],
    servicePrincipals: [],
    appRoleAssignments: [],
    catalogs: [],
    accessPackages: [],
    resourceRoleScopes: [],
    incompatibleAccessPackages: [],
    incompatibleGroups: [],
    policies: [],
    assignments: [],
    assignmentRequests: [],
    auditEvents: [],
  };
}
