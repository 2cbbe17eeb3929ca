import { accountManagement, auditTrail } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { needsApproval, policyNamed, policyRef, undecidedPolicy } from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { all, not, some } from "../../src/rule-kit/truth.ts";

export const unexplainedDecision = defineRule({
  meta: {
    id: "unexplained-decision",
    code: "APR-009",
    title: "Approvals that need no reason",
    rationale: "The trail then shows that somebody agreed, and never why.",
    remedy: "Require the approvers' justification in every stage.",
    severity: "low",
    references: [...accountManagement, ...auditTrail],
    falsePositives: "None known.",
    needs: ["policies"],
    concludesFromAbsenceOf: [],
    isExtended: true,
  },

  evaluate({ rows }) {
    const approved = [...rows("policies")].filter((policy) => needsApproval(policy) !== false);
    return judgeEach(approved, (policy) => {
      const stages = policy.requestApprovalSettings?.stages ?? null;
      const without = stages?.map((stage) => not(stage.isApproverJustificationRequired)) ?? [null];
      const isUnexplained = all(needsApproval(policy), some(...without));
      if (isUnexplained === false) return null;
      if (isUnexplained === null) return undecidedPolicy(policy, "whether approvers must give a reason");
      const places = without.flatMap((lacks, index) => (lacks === true ? [index + 1] : []));
      return {
        principal: null,
        subject: policyRef(policy),
        message: `${policyNamed(policy)} asks approvers for no reason in stage ${places.join(" and ")}`,
        evidence: [policy.evidence],
      };
    });
  },
});
