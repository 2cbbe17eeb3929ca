import { leaversAndStanding } from "../../src/rule-kit/controls.ts";
import type { AudienceFacts } from "../../src/rule-kit/facts/audience-facts.ts";
import type { PackageHolderFact } from "../../src/rule-kit/facts/holder-facts.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { isFor, type Policy } from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { some, type Truth } from "../../src/rule-kit/truth.ts";

export const movedHolder = defineRule({
  meta: {
    id: "moved-holder",
    code: "LIF-008",
    title: "Holders of packages whose policies are no longer for them",
    rationale: "They changed department or group, and nobody asked again whether they still need what they had.",
    remedy: "Have the new manager confirm the need, or remove the assignment.",
    severity: "medium",
    references: leaversAndStanding,
    falsePositives:
      "Audiences that were narrowed on purpose, and people whom administrators assigned by a policy that was never for them: review those. Rules about attributes are not worked out, so that their people stay undecided; what administrators alone or a rule hands out, and disabled accounts, are left out.",
    needs: ["packageHolders", "policies", "audiences"],
    concludesFromAbsenceOf: ["policies", "audiences"],
    isExtended: true,
  },

  evaluate({ packageHolders, rows, audiences }) {
    const policies = [...rows("policies")];
    const byId = new Map(policies.map((policy) => [policy.id, policy]));
    const ofPackage = Map.groupBy(policies, ({ accessPackageId }) => accessPackageId);
    const untold = ofPackage.get(null) ?? [];
    const possibleFor = ({ accessPackage: { id } }: PackageHolderFact): readonly Policy[] => [
      ...(ofPackage.get(id) ?? []),
      ...untold,
    ];
    const held = packageHolders.filter(
      (holder) => possibleFor(holder).length > 0 && isJudged(holder, byId.get(holder.policyId ?? "")),
    );
    return judgeEach(held, (holder) => {
      const { principal, accessPackage, isActive, evidence } = holder;
      const possible = possibleFor(holder);
      const isWithin = some(...possible.map((policy) => isWithinOf(policy, holder, audiences)));
      if (isWithin === true) return null;
      const isSure = isWithin === false && isActive && untold.length === 0 && principal.enabled === true;
      if (!isSure || principal.type === "unknown" || mayBeDirect(holder, possible))
        return {
          undecided: `${principal.displayName}: whether a policy of "${accessPackage.name}" is still for them cannot be told`,
        };
      return {
        principal,
        subject: accessPackage,
        message: `${principal.displayName} holds "${accessPackage.name}", and no policy of it is for them: ${namesOf(possible)}`,
        evidence: [evidence, ...possible.map((policy) => policy.evidence)],
      };
    });
  },
});

/** People who can act, and who hold by a policy that has an audience, or by one that is not known. */
function isJudged({ principal }: PackageHolderFact, policy: Policy | undefined): boolean {
  const isPerson = principal.type !== "servicePrincipal" && principal.type !== "external";
  if (!isPerson || principal.enabled === false) return false;
  return policy === undefined || (!policy.isAutomatic && isFor("nobody", policy) !== true);
}

/** Which organization a guest belongs to cannot be told from the directory, be the catalog visible to it or not. */
function isWithinOf(policy: Policy, { principal }: PackageHolderFact, audiences: AudienceFacts): Truth {
  const isMaybe = principal.type === "guest" && isFor("outsiders", policy) === true;
  return isMaybe ? null : audiences.includes(policy, principal.id);
}

/** Whether an assignment that names no policy may be by one that has no audience, or that a rule carries out. */
function mayBeDirect({ policyId }: PackageHolderFact, possible: readonly Policy[]): boolean {
  return policyId === null && possible.some((policy) => policy.isAutomatic || isFor("nobody", policy) !== false);
}

function namesOf(policies: readonly Policy[]): string {
  return policies
    .map(({ displayName, allowedTargetScope }) => `"${displayName}" (${allowedTargetScope})`)
    .sort()
    .join(", ");
}
