import { accountManagement } from "../../src/rule-kit/controls.ts";
import type { ApprovalFact } from "../../src/rule-kit/facts/approval-facts.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { unsaidApprovals } from "../../src/rule-kit/unsaid-approvals.ts";

export const unbackedManagerStage = defineRule({
  meta: {
    id: "unbacked-manager-stage",
    code: "APR-008",
    title: "Stages that ask managers, and nobody for those who have none",
    rationale: "Whoever has no manager waits until the request is denied by the clock, and then asks somebody to help.",
    remedy: "Name fallback approvers in the stage.",
    severity: "medium",
    references: accountManagement,
    falsePositives:
      "Accounts that never ask, such as those of services: leave them out of the audience. A stage that asks alternate approvers after a while is late, not lost.",
    needs: ["approvals"],
    concludesFromAbsenceOf: ["approvals"],
    isExtended: true,
  },

  evaluate({ approvals }) {
    const judged = approvals.map((approval) => ({ approval, ...approval.unbacked() })).filter(({ asked }) => asked > 0);
    return {
      examined: judged.length,
      violations: judged
        .filter(({ found }) => found.length > 0)
        .map(({ approval: { policy, accessPackage, evidence }, found }) => ({
          principal: null,
          subject: policy,
          message: `Policy "${policy.name}" of "${accessPackage.name}": ${found.map(described).join("; ")}`,
          evidence: [evidence],
        })),
      undecided: [
        ...judged.flatMap(({ approval: { policy }, unclear }) =>
          unclear.map((why) => `policy "${policy.name}": ${why}`),
        ),
        ...unsaidApprovals(approvals),
      ],
      ...(judged.length === 0 ? { notApplicable: "no policy asks managers to approve" } : {}),
    };
  },
});

type Unbacked = ReturnType<ApprovalFact["unbacked"]>["found"][number];

function described({ stage, requestors, examples, outsiders }: Unbacked): string {
  const people = requestors === 0 ? [] : [`${requestors} who may ask, such as ${examples.join(", ")},`];
  const strangers = outsiders ? ["people from outside"] : [];
  return `stage ${stage} asks the manager, ${[...people, ...strangers].join(" and ")} have none, and nobody stands in`;
}
