import { accountManagement } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { canSelfRequest, policyNamed, policyRef, undecidedPolicy } from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { all, not } from "../../src/rule-kit/truth.ts";

export const missingJustification = defineRule({
  meta: {
    id: "missing-justification",
    code: "POL-008",
    title: "Policies that ask nobody why they need access",
    rationale: "Neither the approver nor an examiner finds a need that anybody stated.",
    remedy: "Require a justification of the requestor in the policy.",
    severity: "low",
    references: accountManagement,
    falsePositives: "Policies whose required questions ask for the need: sodscan does not read questions.",
    needs: ["policies"],
    concludesFromAbsenceOf: [],
    isExtended: true,
  },

  evaluate({ rows }) {
    const requestable = [...rows("policies")].filter((policy) => canSelfRequest(policy) !== false);
    return judgeEach(requestable, (policy) => {
      const isSilent = all(
        canSelfRequest(policy),
        not(policy.requestApprovalSettings?.isRequestorJustificationRequired ?? null),
      );
      if (isSilent === false) return null;
      if (isSilent === null) return undecidedPolicy(policy, "who may ask, or whether they must say why");
      return {
        principal: null,
        subject: policyRef(policy),
        message: `${policyNamed(policy)} does not ask requestors why they need access`,
        evidence: [policy.evidence],
      };
    });
  },
});
