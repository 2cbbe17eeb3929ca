import { accountManagement } from "../../src/rule-kit/controls.ts";
import type { ApprovalFact } from "../../src/rule-kit/facts/approval-facts.ts";
import { defineRule, type Violation } from "../../src/rule-kit/rule.ts";
import { unsaidApprovals } from "../../src/rule-kit/unsaid-approvals.ts";

export const approvalDeadEnd = defineRule({
  meta: {
    id: "approval-dead-end",
    code: "APR-006",
    title: "Approval stages that nobody, or one person alone, can approve",
    rationale: "A request that nobody can approve times out, and people learn to go around the package.",
    remedy: "Name a second approver, and fallback approvers wherever a manager or sponsor is asked.",
    severity: "medium",
    references: accountManagement,
    falsePositives:
      "Managers are one person by nature: only those without a manager are counted, where no fallback stands in.",
    needs: ["approvals"],
    concludesFromAbsenceOf: ["approvals"],
  },

  evaluate({ approvals }) {
    const staged = approvals.filter(({ stages }) => (stages ?? 0) > 0);
    const judged = staged.map((approval) => ({ approval, ...approval.deadEnds() }));
    return {
      examined: judged.length,
      violations: judged.flatMap(({ approval, found }) => (found.length === 0 ? [] : [violationOf(approval, found)])),
      undecided: [
        ...judged.flatMap(({ approval: { policy }, unclear }) =>
          unclear.map((why) => `policy "${policy.name}": ${why}`),
        ),
        ...unsaidApprovals(approvals),
      ],
      ...(judged.length === 0 ? { notApplicable: "no policy asks anybody to approve" } : {}),
    };
  },
});

type End = ReturnType<ApprovalFact["deadEnds"]>["found"][number];

function violationOf({ policy, accessPackage, evidence }: ApprovalFact, ends: readonly End[]): Violation {
  const isStuck = ends.some(({ only }) => only === null);
  return {
    principal: null,
    subject: policy,
    message: `Policy "${policy.name}" of "${accessPackage.name}": ${ends.map(endOf).join("; ")}`,
    adjustments: isStuck ? [] : [{ steps: -1, because: "requests of others than the one approver can be approved" }],
    evidence: [evidence],
  };
}

function endOf({ stage, only, requestors, examples, organizations }: End): string {
  if (only !== null) return `${only.displayName} alone can approve stage ${stage}, and never their own request`;
  if (requestors === "everyone") return `nobody can approve stage ${stage}`;
  const people = requestors === 0 ? [] : [`${requestors} requestors such as ${examples.join(", ")}`];
  return `nobody can approve stage ${stage} for ${[...people, ...organizations].join(" and ")}`;
}
