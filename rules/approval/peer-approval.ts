import type { Principal } from "../../src/domain/access.ts";
import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { ApprovalFact } from "../../src/rule-kit/facts/approval-facts.ts";
import { count } from "../../src/rule-kit/parameters.ts";
import { type Adjustment, defineRule } from "../../src/rule-kit/rule.ts";
import { unsaidApprovals } from "../../src/rule-kit/unsaid-approvals.ts";

export const peerApproval = defineRule({
  meta: {
    id: "peer-approval",
    code: "APR-005",
    title: "Approvers who are drawn from those who ask for the package or hold it",
    rationale:
      "Nobody approves their own request, but two who may both ask and approve can approve each other's, and who has two accounts their own.",
    remedy: "Let at least one stage be approved by people who can neither ask for the package nor hold it.",
    severity: "medium",
    references: separationOfDuties,
    falsePositives: "Large pools where nobody can choose who approves: the finding gives the share that overlaps.",
    needs: ["approvals"],
    concludesFromAbsenceOf: [],
    parameters: { atLeast: count(2, "how many approvers of every stage must be able to ask, or hold the package") },
  },

  evaluate({ approvals }, { parameters: { atLeast } }) {
    const staged = approvals.filter(({ stages }) => (stages ?? 0) > 0);
    const judged = staged.map((approval) => ({ approval, stages: approval.peers() }));
    const isMutual = (stages: Stages): boolean =>
      stages.every(({ peers, own }) => peers.length >= atLeast || own.length > 0);
    const mayBeMutual = (stages: Stages): boolean =>
      stages.every(({ possible, mayBeOwn, unknown }) => possible >= atLeast || mayBeOwn || unknown.length > 0);
    return {
      examined: judged.length,
      violations: judged
        .filter(({ stages }) => isMutual(stages))
        .map(({ approval: { policy, accessPackage, evidence }, stages }) => ({
          principal: null,
          subject: policy,
          message: `Every stage of policy "${policy.name}" of "${accessPackage.name}" can be approved by people who may ask for it or hold it: ${shareOf(stages)}, such as ${examplesOf(stages)}${byAnotherAccount(stages)}`,
          adjustments: adjustmentsOf(stages, atLeast),
          evidence: [evidence],
        })),
      undecided: [
        ...judged
          .filter(({ stages }) => !isMutual(stages) && mayBeMutual(stages))
          .map(({ approval: { policy }, stages }) => `policy "${policy.name}": ${whyUnclear(stages)}`),
        ...unsaidApprovals(approvals),
      ],
      ...(judged.length === 0 ? { notApplicable: "no policy asks anybody to approve" } : {}),
    };
  },
});

type Stages = ReturnType<ApprovalFact["peers"]>;

function adjustmentsOf(stages: Stages, atLeast: number): readonly Adjustment[] {
  const isClose = stages.every(({ close, own }) => close.length >= atLeast || own.length > 0);
  return isClose ? [] : [{ steps: -1, because: "they may ask only because everybody may" }];
}

function shareOf(stages: Stages): string {
  return `${distinct(stages.flatMap(({ peers }) => peers)).length} of ${distinct(stages.flatMap(({ approvers }) => approvers)).length} approvers`;
}

function examplesOf(stages: Stages): string {
  const peers = distinct(stages.flatMap(({ peers }) => peers));
  return peers
    .slice(0, 2)
    .map(({ displayName }) => displayName)
    .join(" and ");
}

function byAnotherAccount(stages: Stages): string {
  const [first] = stages.flatMap(({ own }) => own);
  return first === undefined ? "" : `; ${first.displayName} approves what another account of theirs asks for`;
}

function distinct(principals: readonly Principal[]): readonly Principal[] {
  return [...new Map(principals.map((principal) => [principal.id, principal])).values()];
}

function whyUnclear(stages: Stages): string {
  const [why] = stages.flatMap(({ unknown }) => unknown);
  if (why !== undefined) return why;
  return stages.some(({ mayBeOwn }) => mayBeOwn)
    ? "whether an approver and somebody who may ask are one person by two accounts"
    : "whether members of nested groups can approve is not documented";
}
