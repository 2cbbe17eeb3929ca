import { leaversAndStanding } from "../../src/rule-kit/controls.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const disabledHolder = defineRule({
  meta: {
    id: "disabled-holder",
    code: "LIF-005",
    title: "Disabled accounts that still hold packages",
    rationale: "The leaver process missed them: whoever enables the account gets the access back.",
    remedy: "Remove the assignment.",
    severity: "high",
    references: leaversAndStanding,
    falsePositives: "Accounts disabled within the hours that the leaver process is given.",
    needs: ["assignments", "accounts"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ assignments, accounts }) {
    const held = assignments.filter(({ principal }) => accounts.has(principal.id));
    return {
      examined: held.length,
      violations: held
        .filter(({ principal }) => accounts.get(principal.id)?.enabled === false)
        .map(({ principal, accessPackage, evidence }) => ({
          principal,
          subject: accessPackage,
          message: `${principal.displayName} is disabled and still holds "${accessPackage.name}"`,
          evidence: [evidence, ...[accounts.get(principal.id)?.evidence].flatMap((ref) => ref ?? [])],
        })),
      undecided: held
        .filter(({ principal }) => accounts.get(principal.id)?.enabled === null)
        .map(({ principal }) => `${principal.displayName}: the tenant does not say whether the account is enabled`),
    };
  },
});
