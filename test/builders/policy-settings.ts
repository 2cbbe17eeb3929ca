import type { Row } from "../../src/snapshot/sections.ts";

type Policy = Row<"policies">;
type Approval = NonNullable<Policy["requestApprovalSettings"]>;
type Stage = NonNullable<Approval["stages"]>[number];

/** One approval of whatever is asked for, unless told otherwise. */
export function approving(more: Partial<Approval> = {}): Pick<Policy, "requestApprovalSettings"> {
  return {
    requestApprovalSettings: {
      isApprovalRequiredForAdd: true,
      isApprovalRequiredForUpdate: true,
      isRequestorJustificationRequired: true,
      stages: [aStage()],
      ...more,
    },
  };
}

/** A stage in which the requestor's manager decides within a fortnight. */
export function aStage(more: Partial<Stage> = {}): Stage {
  return {
    durationBeforeAutomaticDenial: "P14D",
    durationBeforeEscalation: "PT0S",
    isApproverJustificationRequired: true,
    isEscalationEnabled: false,
    primaryApprovers: [subjectSet("requestorManager")],
    fallbackPrimaryApprovers: [],
    escalationApprovers: [],
    fallbackEscalationApprovers: [],
    ...more,
  };
}

export function subjectSet(type: string, id: string | null = null, membershipRule: string | null = null) {
  return { type, id, managerLevel: null, membershipRule };
}
