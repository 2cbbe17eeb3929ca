import type { Row } from "../../src/snapshot/sections.ts";
import { aTenant, type TenantBuilder } from "./tenant.ts";

type Settings = Partial<Row<"policies">>;
type Approval = NonNullable<Row<"policies">["requestApprovalSettings"]>;
type Stage = NonNullable<Approval["stages"]>[number];
type Requests = NonNullable<Row<"policies">["requestorSettings"]>;
export type SubjectSet = NonNullable<Row<"policies">["specificAllowedTargets"]>[number];

const anySet: SubjectSet = { type: "", id: null, managerLevel: null, membershipRule: null };

export const someone = (id: string): SubjectSet => ({ ...anySet, type: "singleUser", id });
export const membersOf = (id: string): SubjectSet => ({ ...anySet, type: "groupMembers", id });
export const peopleOf = (id: string): SubjectSet => ({ ...anySet, type: "connectedOrganizationMembers", id });
export const kind = (type: string, more: Partial<SubjectSet> = {}): SubjectSet => ({ ...anySet, type, ...more });
export const managerOf = (managerLevel: number | null = 1): SubjectSet => kind("requestorManager", { managerLevel });

/** A stage that asks these, and nobody else unless told so. */
export function stage(primaryApprovers: SubjectSet[], more: Partial<Stage> = {}): Stage {
  return {
    durationBeforeAutomaticDenial: "P14D",
    durationBeforeEscalation: null,
    isApproverJustificationRequired: true,
    isEscalationEnabled: false,
    primaryApprovers,
    fallbackPrimaryApprovers: [],
    escalationApprovers: [],
    fallbackEscalationApprovers: [],
    ...more,
  };
}

/** Requests need these stages. */
export function approvedBy(...stages: Stage[]): Pick<Row<"policies">, "requestApprovalSettings"> {
  return {
    requestApprovalSettings: {
      isApprovalRequiredForAdd: true,
      isApprovalRequiredForUpdate: true,
      isRequestorJustificationRequired: true,
      stages,
    },
  };
}

export const withoutApproval: Settings = {
  requestApprovalSettings: {
    isApprovalRequiredForAdd: false,
    isApprovalRequiredForUpdate: false,
    isRequestorJustificationRequired: false,
    stages: [],
  },
};

/** These may ask. */
export function openTo(...specificAllowedTargets: SubjectSet[]): Settings {
  return { allowedTargetScope: "specificDirectoryUsers", specificAllowedTargets };
}

/** People may ask for themselves, and for nobody else unless told so. */
export function asking(more: Partial<Requests> = {}): Pick<Row<"policies">, "requestorSettings"> {
  return {
    requestorSettings: {
      enableTargetsToSelfAddAccess: true,
      enableTargetsToSelfUpdateAccess: true,
      enableTargetsToSelfRemoveAccess: true,
      allowCustomAssignmentSchedule: false,
      enableOnBehalfRequestorsToAddAccess: false,
      enableOnBehalfRequestorsToUpdateAccess: false,
      enableOnBehalfRequestorsToRemoveAccess: false,
      onBehalfRequestors: [],
      ...more,
    },
  };
}

/** Says of each user who the manager is. */
export function managed(tenant: TenantBuilder, managers: Readonly<Record<string, string | null>>): TenantBuilder {
  for (const [userId, managerId] of Object.entries(managers)) tenant.row("managers", { userId, managerId });
  return tenant;
}

/** A group, a package, and two people whose manager has none. */
export function managedBank(): TenantBuilder {
  return managed(aTenant().users("ann", "bob", "boss").group("G").accessPackage("P"), {
    ann: "boss",
    bob: "boss",
    boss: null,
  });
}

export function organization(tenant: TenantBuilder, id: string, state = "configured"): TenantBuilder {
  return tenant.row("connectedOrganizations", {
    id,
    displayName: `${id} Ltd`,
    description: null,
    state,
    identitySources: [],
    createdDateTime: null,
    modifiedDateTime: null,
  });
}

export function catalog(tenant: TenantBuilder, id: string, more: Partial<Row<"catalogs">> = {}): TenantBuilder {
  return tenant.row("catalogs", {
    id,
    displayName: id,
    description: null,
    state: "published",
    catalogType: "userManaged",
    isExternallyVisible: true,
    createdDateTime: null,
    modifiedDateTime: null,
    ...more,
  });
}
