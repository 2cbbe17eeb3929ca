import { catalogsByPackage } from "../../src/rule-kit/catalogs.ts";
import { accountManagement, externalUsers } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import {
  canSelfRequest,
  isForAllOutsiders,
  needsApproval,
  policyNamed,
  policyRef,
  undecidedPolicy,
} from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { all, not } from "../../src/rule-kit/truth.ts";

export const openDoor = defineRule({
  meta: {
    id: "open-door",
    code: "EXT-001",
    title: "Policies that let anyone on the internet in without approval",
    rationale: "Whoever finds the link gets a guest account and access, and nobody hears of it.",
    remedy: "Require approval, or restrict the policy to connected organizations.",
    severity: "critical",
    references: [...externalUsers, ...accountManagement],
    falsePositives: "Tenants whose external collaboration settings block every domain: sodscan does not read those.",
    needs: ["policies", "accessPackages", "catalogs"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ rows }) {
    const catalogs = catalogsByPackage(rows("accessPackages"), rows("catalogs"));
    const forOutsiders = [...rows("policies")].filter((policy) => isForAllOutsiders(policy) !== false);
    return judgeEach(forOutsiders, (policy) => {
      const catalog = catalogs.get(policy.accessPackageId ?? "");
      const isOpen = all(
        isForAllOutsiders(policy),
        canSelfRequest(policy),
        catalog?.isExternallyVisible ?? null,
        not(needsApproval(policy)),
      );
      if (isOpen === false) return null;
      if (isOpen === null || catalog === undefined) {
        return undecidedPolicy(policy, "whether outsiders can ask, see its catalog, or need approval");
      }
      return {
        principal: null,
        subject: policyRef(policy),
        message: `${policyNamed(policy)} gives access to anyone from outside who asks, without approval: catalog "${catalog.displayName}" is visible to them`,
        evidence: [policy.evidence, catalog.evidence],
      };
    });
  },
});
