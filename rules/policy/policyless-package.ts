import { accountManagement } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { untoldPackages } from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const policylessPackage = defineRule({
  meta: {
    id: "policyless-package",
    code: "POL-001",
    title: "Packages that people hold without any policy",
    rationale: "Nothing says how long the access lasts, who agreed to it, or when somebody looks at it again.",
    remedy: "Give the package a policy and move its assignments under it, or remove them.",
    severity: "low",
    references: accountManagement,
    falsePositives: "Packages that were retired: one that nobody holds is left out.",
    needs: ["accessPackages", "policies", "packageHolders"],
    concludesFromAbsenceOf: ["policies", "packageHolders"],
    isExtended: true,
  },

  evaluate({ rows, packageHolders }) {
    const policies = [...rows("policies")];
    const governed = new Set(policies.map(({ accessPackageId }) => accessPackageId));
    const [untold] = untoldPackages(policies);
    const holders = Map.groupBy(packageHolders, ({ accessPackage }) => accessPackage.id);
    return judgeEach(rows("accessPackages"), ({ id, displayName, evidence }) => {
      const held = holders.get(id) ?? [];
      if (governed.has(id) || held.length === 0) return null;
      const active = held.filter(({ isActive }) => isActive);
      const name = `package "${displayName}" has no policy that was told`;
      if (untold !== undefined) return { undecided: `${name}; ${untold}` };
      if (active.length === 0) return { undecided: `${name}; whether anybody holds it cannot be told` };
      return {
        principal: null,
        subject: { kind: "accessPackage", id, name: displayName },
        message: `Package "${displayName}" has no policy, and ${active.length} of its assignments ${active.length === 1 ? "is" : "are"} active`,
        evidence: [evidence, ...active.map((holder) => holder.evidence)],
      };
    });
  },
});
