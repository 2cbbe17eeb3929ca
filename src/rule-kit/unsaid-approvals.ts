import type { ApprovalFact } from "./facts/approval-facts.ts";

/** A line on each policy of which Graph did not say who has to approve. */
export function unsaidApprovals(approvals: readonly ApprovalFact[]): readonly string[] {
  return approvals
    .filter(({ stages }) => stages === null)
    .map(({ policy }) => `policy "${policy.name}": Graph did not say who has to approve`);
}
