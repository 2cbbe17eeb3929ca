import { accountManagement, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { type Policy, policyNamed, policyRef, undecidedPolicy } from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const automaticSensitivePackage = defineRule({
  meta: {
    id: "automatic-sensitive-package",
    code: "POL-003",
    title: "Sensitive packages that a rule hands out by itself",
    rationale:
      "Whoever edits the attribute is the one who grants, nobody approves, and what is revoked by hand comes back; that incompatibility stops such assignments is documented nowhere.",
    remedy: "Have people request the package, or prove that the rules of conflicting packages can never meet.",
    severity: "high",
    references: [...separationOfDuties, ...accountManagement],
    falsePositives: "Rules of conflicting packages that no one person can ever meet together.",
    needs: ["policies", "sensitivePackages"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ rows, sensitivePackages }) {
    const automatic = [...rows("policies")].filter(({ isAutomatic }) => isAutomatic);
    return judgeEach(automatic, (policy) => {
      if (policy.accessPackageId === null) return undecidedPolicy(policy, "of which package it is");
      const why = sensitivePackages.get(policy.accessPackageId);
      if (why === undefined) return null;
      return {
        principal: null,
        subject: policyRef(policy),
        message: `${policyNamed(policy)} gives a sensitive package to whoever meets ${rulesOf(policy)}: ${why}`,
        evidence: [policy.evidence],
      };
    });
  },
});

function rulesOf({ specificAllowedTargets }: Policy): string {
  const rules = (specificAllowedTargets ?? []).flatMap(({ membershipRule }) => membershipRule ?? []);
  return rules.length === 0 ? "a rule that Graph does not show" : rules.join(" or ");
}
