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
    needs: ["packageHolders", "accounts"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ packageHolders, accounts }) {
    const users = packageHolders.filter(
      ({ principal: { id, type } }) => type === "user" || type === "guest" || accounts.has(id),
    );
    const held = users.filter(({ principal, isActive }) => isActive && accounts.has(principal.id));
    const unclear = users.filter(
      ({ principal, isActive }) => !isActive && accounts.get(principal.id)?.enabled !== true,
    );
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
      undecided: [
        ...held
          .filter(({ principal }) => accounts.get(principal.id)?.enabled === null)
          .map(({ principal }) => `${principal.displayName}: the tenant does not say whether the account is enabled`),
        ...users
          .filter(({ principal, isActive }) => isActive && !accounts.has(principal.id))
          .map(
            ({ principal }) => `${principal.displayName}: holds a package and is not among the users that were read`,
          ),
        ...unclear.map(
          ({ principal, accessPackage }) =>
            `${principal.displayName}: it cannot be told whether the assignment to "${accessPackage.name}" is active`,
        ),
      ],
    };
  },
});
