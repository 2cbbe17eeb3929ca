import type { ApprovalFact } from "../../src/rule-kit/facts/approval-facts.ts";
import { accountManagement, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { type Adjustment, defineRule, type Violation } from "../../src/rule-kit/rule.ts";
import { unsaidApprovals } from "../../src/rule-kit/unsaid-approvals.ts";

export const onePersonApproval = defineRule({
  meta: {
    id: "one-person-approval",
    code: "APR-004",
    title: "Policies whose approval stages one person can all approve",
    rationale:
      "Several stages mean several people only if different people must agree: Entra lets one approve them all.",
    remedy: "Name people in each stage who stand in no other, and who manage none of those who may ask.",
    severity: "high",
    references: [...separationOfDuties, ...accountManagement],
    falsePositives:
      "Managers and sponsors are found for each requestor: where only few requestors are concerned, the finding says how many.",
    needs: ["approvals"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ approvals }) {
    const staged = approvals.filter(({ stages }) => (stages ?? 0) > 1);
    const judged = staged.map((approval) => ({ approval, sole: approval.sole() }));
    return {
      examined: judged.length,
      violations: judged.flatMap(({ approval, sole }) => violationOf(approval, sole)),
      undecided: [
        ...judged
          .filter(({ sole }) => sole.approvers.length === 0 && sole.crowded.length === 0)
          .flatMap(({ approval: { policy }, sole }) => sole.unclear.map((why) => `policy "${policy.name}": ${why}`)),
        ...unsaidApprovals(approvals),
      ],
      ...(judged.length === 0 ? { notApplicable: "no policy has more than one stage of approval" } : {}),
    };
  },
});

type Sole = ReturnType<ApprovalFact["sole"]>;

function violationOf(approval: ApprovalFact, { approvers, crowded }: Sole): readonly Violation[] {
  const { policy, accessPackage, stages, evidence } = approval;
  const found = { principal: null, subject: policy, evidence: [evidence] };
  const of = `of policy "${policy.name}" of "${accessPackage.name}"`;
  if (approvers.length > 0) {
    const message = `All ${stages} stages ${of} can be approved by one person: ${named(approvers.map(whose))}`;
    return [{ ...found, message, adjustments: adjustmentsOf(approvers) }];
  }
  if (crowded.length === 0) return [];
  const message = `Stages ${crowded.join(" and ")} ${of} have fewer people between them than they are: someone approves twice`;
  return [{ ...found, message }];
}

function whose({ principal, requestors, example }: Sole["approvers"][number]): string {
  const name = principal.displayName;
  if (requestors === "everyone") return `${name}, whoever asks`;
  if (requestors === "alike") return `each requestor's own manager, such as ${name} where ${example} asks`;
  if (requestors === "organization") return `${name} where ${example} ask`;
  return requestors === 1
    ? `${name} where ${example} asks`
    : `${name} where any of ${requestors} asks, such as ${example}`;
}

function adjustmentsOf(approvers: Sole["approvers"]): readonly Adjustment[] {
  const isForFew = approvers.every(({ requestors }) => typeof requestors === "number");
  return isForFew ? [{ steps: -1, because: "only where people below the approver ask" }] : [];
}

/** At most three are named. */
function named(all: readonly string[]): string {
  const rest = all.length - 3;
  return [...all.slice(0, 3), ...(rest > 0 ? [`and ${rest} more`] : [])].join("; ");
}
