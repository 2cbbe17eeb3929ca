import { catalogsByPackage } from "../../src/rule-kit/catalogs.ts";
import { externalUsers } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { canBeRequested, isFor, policyNamed, policyRef, undecidedPolicy } from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { all, not } from "../../src/rule-kit/truth.ts";

export const unreachablePolicy = defineRule({
  meta: {
    id: "unreachable-policy",
    code: "EXT-003",
    title: "Policies for outsiders in catalogs that outsiders do not see",
    rationale: "The policy is there and does nothing: whoever meets the error opens the whole catalog in a hurry.",
    remedy: "Delete the policy, or move the package to a catalog that is meant for people from outside.",
    severity: "low",
    references: externalUsers,
    falsePositives: "Policies that are parked on purpose: those under which nobody can ask are left out.",
    needs: ["policies", "accessPackages", "catalogs"],
    concludesFromAbsenceOf: [],
    isExtended: true,
  },

  evaluate({ rows }) {
    const catalogs = catalogsByPackage(rows("accessPackages"), rows("catalogs"));
    const forOutsiders = [...rows("policies")].filter((policy) => isFor("outsiders", policy) !== false);
    return judgeEach(forOutsiders, (policy) => {
      const catalog = catalogs.get(policy.accessPackageId ?? "");
      const isDead = all(isFor("outsiders", policy), canBeRequested(policy), not(catalog?.isExternallyVisible ?? null));
      if (isDead === false) return null;
      if (isDead === null || catalog === undefined)
        return undecidedPolicy(policy, "whether it is for outsiders, who may ask, or whether they see its catalog");
      return {
        principal: null,
        subject: policyRef(policy),
        message: `${policyNamed(policy)} is for people from outside (${policy.allowedTargetScope}), who do not see catalog "${catalog.displayName}"`,
        evidence: [policy.evidence, catalog.evidence],
      };
    });
  },
});
