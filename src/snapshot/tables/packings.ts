import type { SectionName } from "../../domain/sections.ts";
import type { Row } from "../sections.ts";

/**
 * How a column is packed: ids by the numbers that the snapshot gives them, values of which few differ under numbers of their
 * own, and anything else cell by cell.
 */
export type Packing = "id" | "label" | "cell";

/**
 * The sections that grow with the tenant or name its principals, and of each the columns that judging reads of every row. All
 * ids in them have numbers.
 */
export const packings = {
  users: {
    id: "id",
    displayName: "cell",
    userPrincipalName: "cell",
    mail: "cell",
    userType: "label",
    accountEnabled: "label",
    createdDateTime: "cell",
    department: "label",
    companyName: "label",
    employeeId: "cell",
    onPremisesSecurityIdentifier: "cell",
    onPremisesImmutableId: "cell",
  },
  managers: { userId: "id", managerId: "id" },
  signIns: {
    id: "id",
    lastSuccessfulSignInDateTime: "cell",
    lastSignInDateTime: "cell",
    lastNonInteractiveSignInDateTime: "cell",
  },
  groups: { id: "id" },
  groupMembers: { groupId: "id", memberId: "id", memberType: "label", memberName: "cell" },
  groupTransitiveMembers: { groupId: "id", memberId: "id", memberName: "cell" },
  groupOwners: { groupId: "id", ownerId: "id", ownerType: "label", ownerName: "cell" },
  groupEligibilities: { principalId: "id" },
  groupAssignmentSchedules: { principalId: "id" },
  servicePrincipals: { id: "id", displayName: "cell", accountEnabled: "label" },
  appRoleAssignments: { principalId: "id", principalType: "label", principalDisplayName: "cell" },
  directoryRoleAssignments: { principalId: "id" },
  directoryRoleEligibilities: { principalId: "id" },
  directoryRoleAssignmentSchedules: { principalId: "id" },
  assignments: {
    id: "id",
    state: "label",
    accessPackageId: "label",
    accessPackageName: "label",
    policyId: "label",
    policyName: "label",
    subjectId: "id",
    targetObjectId: "id",
    targetType: "label",
    targetName: "cell",
    targetPrincipalName: "cell",
    targetEmail: "cell",
    startDateTime: "cell",
    expiration: "cell",
    expiredDateTime: "cell",
  },
  assignmentRequests: { requestorSubjectId: "id", requestorObjectId: "id", requestorName: "cell" },
  entitlementRoleAssignments: { principalId: "id", principalType: "label", principalName: "cell" },
} as const satisfies { readonly [S in SectionName]?: { readonly [Column in keyof Row<S>]?: Packing } };

export type TabledSection = keyof typeof packings;

/** The columns of a section that are packed so. */
export type ColumnPacked<S extends TabledSection, P extends Packing> = {
  [C in keyof (typeof packings)[S]]: (typeof packings)[S][C] extends P ? C & keyof Row<S> & string : never;
}[keyof (typeof packings)[S]];

export const tabledSections: readonly TabledSection[] = Object.keys(packings).filter(isTabled);

export function isTabled(section: string): section is TabledSection {
  return Object.hasOwn(packings, section);
}

/** The packed columns of a section, in their order. */
export function packedColumns(section: TabledSection): readonly { readonly name: string; readonly packing: Packing }[] {
  return Object.entries(packings[section]).map(([name, packing]) => ({ name, packing }));
}
