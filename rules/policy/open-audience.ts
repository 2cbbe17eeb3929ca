import { leastPrivilege, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import {
  canBeRequested,
  isFor,
  needsApproval,
  type Policy,
  policyNamed,
  policyRef,
  undecidedPolicy,
} from "../../src/rule-kit/policies.ts";
import { type Adjustment, defineRule } from "../../src/rule-kit/rule.ts";
import { all } from "../../src/rule-kit/truth.ts";

export const openAudience = defineRule({
  meta: {
    id: "open-audience",
    code: "POL-002",
    title: "Sensitive packages that everyone may ask for",
    rationale:
      "A duty that needs separating is not for the whole directory to request: the approver is then all that is left.",
    remedy: "Name the groups that need the package as the policy's audience.",
    severity: "high",
    references: [...leastPrivilege, ...separationOfDuties],
    falsePositives: "Several approvals in a row can make up for a wide audience: milder.",
    needs: ["policies", "sensitivePackages"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ rows, sensitivePackages }) {
    const sensitive = [...rows("policies")].filter(
      ({ accessPackageId }) => accessPackageId === null || sensitivePackages.has(accessPackageId),
    );
    return judgeEach(sensitive, (policy) => {
      const isOpen = all(
        isFor("everyone", policy),
        canBeRequested(policy),
        policy.accessPackageId === null ? null : true,
      );
      if (isOpen === false) return null;
      if (isOpen === null) return undecidedPolicy(policy, "of which package it is, or who may ask");
      const why = sensitivePackages.get(policy.accessPackageId ?? "");
      return {
        principal: null,
        subject: policyRef(policy),
        adjustments: mitigations(policy),
        message: `${policyNamed(policy)} lets everyone ask (${policy.allowedTargetScope}) for a sensitive package: ${why}`,
        evidence: [policy.evidence],
      };
    });
  },
});

function mitigations(policy: Policy): readonly Adjustment[] {
  const stages = policy.requestApprovalSettings?.stages?.length ?? 0;
  if (needsApproval(policy) !== true || stages < 2) return [];
  return [{ steps: -1, because: `${stages} approvals come first` }];
}
