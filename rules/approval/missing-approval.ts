import { accountManagement } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { listedIn } from "../../src/rule-kit/named.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { canSelfRequest, needsApproval, policyNamed, policyRef, undecidedPolicy } from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { all, not } from "../../src/rule-kit/truth.ts";

export const missingApproval = defineRule({
  meta: {
    id: "missing-approval",
    code: "APR-001",
    title: "Policies that grant whatever is asked for",
    rationale: "Where nobody has to agree, asking for access is having it.",
    remedy: "Require approval of requests in the policy, and name who approves.",
    severity: "high",
    references: accountManagement,
    falsePositives: "Packages that anyone may have: name them in `allow`.",
    needs: ["policies"],
    concludesFromAbsenceOf: [],
    parameters: { allow: list([], "packages that need no approval, by id or name") },
  },

  evaluate({ rows }, { parameters }) {
    const isAllowed = listedIn(parameters.allow);
    const requestable = [...rows("policies")].filter(
      (policy) => canSelfRequest(policy) !== false && !isAllowed(policy.accessPackageName, policy.accessPackageId),
    );
    return judgeEach(requestable, (policy) => {
      const isUnapproved = all(canSelfRequest(policy), not(needsApproval(policy)));
      if (isUnapproved === false) return null;
      if (isUnapproved === null) return undecidedPolicy(policy, "who may ask, or whether anybody has to agree");
      return {
        principal: null,
        subject: policyRef(policy),
        message: `${policyNamed(policy)} gives access to whoever asks, without approval`,
        evidence: [policy.evidence],
      };
    });
  },
});
