import { accountManagement } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { listedIn } from "../../src/rule-kit/listed.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { canBeRequested, needsApproval, policyNamed, policyRef, undecidedPolicy } from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { all, not } from "../../src/rule-kit/truth.ts";

export const unapprovedDirectPolicy = defineRule({
  meta: {
    id: "unapproved-direct-policy",
    code: "POL-004",
    title: "Policies by which administrators alone hand out sensitive packages",
    rationale: "Whoever administers the catalog gives the access; nobody asks for it and nobody agrees.",
    remedy: "Have people request the package and somebody approve, or keep the policy for exceptions only.",
    severity: "medium",
    references: accountManagement,
    falsePositives: "Packages for documented exceptions: name them in `allow`.",
    needs: ["policies", "sensitivePackages"],
    concludesFromAbsenceOf: [],
    parameters: { allow: list([], "packages kept for exceptions, by name or id") },
    isExtended: true,
  },

  evaluate({ rows, sensitivePackages }, { parameters }) {
    const isAllowed = listedIn(parameters.allow);
    const judged = [...rows("policies")].filter(
      ({ accessPackageId, isAutomatic }) =>
        !isAutomatic && (accessPackageId === null || sensitivePackages.has(accessPackageId)),
    );
    return judgeEach(judged, (policy) => {
      const { accessPackageId, accessPackageName } = policy;
      const isDirect = all(
        not(canBeRequested(policy)),
        not(needsApproval(policy)),
        accessPackageId === null ? null : true,
      );
      if (isDirect === false || isAllowed(accessPackageId, accessPackageName)) return null;
      if (isDirect === null) return undecidedPolicy(policy, "of which package it is, who may ask, or who agrees");
      const why = sensitivePackages.get(accessPackageId ?? "");
      return {
        principal: null,
        subject: policyRef(policy),
        message: `${policyNamed(policy)} lets administrators assign a sensitive package that nobody can ask for or approve: ${why}`,
        evidence: [policy.evidence],
      };
    });
  },
});
