import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const opposedApprover = defineRule({
  meta: {
    id: "opposed-approver",
    code: "APR-011",
    title: "Approvers of one duty who hold the duty it must be kept from",
    rationale:
      "Whoever holds one half and lets people into the other can let in a partner, or an account of their own.",
    remedy: "Have somebody approve who holds neither duty, or take the duty from the approver.",
    severity: "high",
    references: separationOfDuties,
    falsePositives:
      "Somebody who heads both functions by charter: accept it with a control that watches what they approve.",
    needs: ["opposedApprovers"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ opposedApprovers: { packages, examined, found, unclear } }) {
    return {
      examined,
      violations: found.map(
        ({ conflict, title, principal, accessPackage, policy, asManager, byAnother, holdings, evidence }) => ({
          principal,
          subject: accessPackage,
          conflict,
          sides: [holdings],
          adjustments: asManager ? [{ steps: -1, because: "approves only what people below ask for" }] : [],
          message: `${principal.displayName} approves requests for "${accessPackage.name}" (policy "${policy}") and holds ${byAnother ? "by another account " : ""}${holdings.title}: ${title}`,
          evidence,
        }),
      ),
      undecided: unclear,
      ...(packages === 0 ? { notApplicable: "no package grants a duty of a conflict on request" } : {}),
    };
  },
});
