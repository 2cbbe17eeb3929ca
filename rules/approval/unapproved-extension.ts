import { accountManagement, leaversAndStanding } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { isFor, needsApproval, policyNamed, policyRef, undecidedPolicy } from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { all, not } from "../../src/rule-kit/truth.ts";

export const unapprovedExtension = defineRule({
  meta: {
    id: "unapproved-extension",
    code: "APR-002",
    title: "Access that took an approval and is extended without one",
    rationale: "An end that holders push back by themselves ends nothing.",
    remedy: "Require approval of extensions too, or do not let holders extend their access.",
    severity: "medium",
    references: [...accountManagement, ...leaversAndStanding],
    falsePositives: "Holders who cannot extend their access anyway: left out where the policy says so.",
    needs: ["policies"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ rows }) {
    const approved = [...rows("policies")].filter(
      (policy) => isFor("nobody", policy) !== true && needsApproval(policy) !== false,
    );
    return judgeEach(approved, (policy) => {
      const { requestorSettings, requestApprovalSettings } = policy;
      const isSilent = all(
        not(isFor("nobody", policy)),
        needsApproval(policy),
        requestorSettings?.enableTargetsToSelfUpdateAccess ?? null,
        not(requestApprovalSettings?.isApprovalRequiredForUpdate ?? null),
      );
      if (isSilent === false) return null;
      if (isSilent === null) return undecidedPolicy(policy, "whether holders extend their access without approval");
      return {
        principal: null,
        subject: policyRef(policy),
        message: `${policyNamed(policy)} asks for approval of a request, but lets holders extend their access without`,
        evidence: [policy.evidence],
      };
    });
  },
});
