import { externalUsers } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { canBeRequested, isFor, type Policy, policyNamed } from "../../src/rule-kit/policies.ts";
import { type Adjustment, defineRule } from "../../src/rule-kit/rule.ts";
import { all, type Truth } from "../../src/rule-kit/truth.ts";

export const unreadyOrganization = defineRule({
  meta: {
    id: "unready-organization",
    code: "EXT-004",
    title: "Connected organizations that policies let in before anybody vouches for them",
    rationale:
      "Without a sponsor inside, nobody answers for their people and a stage that asks the sponsor finds none; a proposed organization joins every policy for all of them once it is configured.",
    remedy: "Review the organization: name internal sponsors and configure it, or delete it.",
    severity: "medium",
    references: externalUsers,
    falsePositives:
      "Proposed organizations that no policy reaches until somebody configures them: milder. Whether a sponsor's account is enabled is not looked at.",
    needs: ["policies", "connectedOrganizations", "internalSponsors"],
    concludesFromAbsenceOf: ["internalSponsors"],
    isExtended: true,
  },

  evaluate({ rows }) {
    const sponsored = new Set(Array.from(rows("internalSponsors"), ({ connectedOrganizationId: id }) => id));
    const policies = [...rows("policies")].filter((policy) => isFor("outsiders", policy) !== false);
    return judgeEach(rows("connectedOrganizations"), ({ id, displayName, state, evidence }) => {
      const isProposed = proposals.get(state?.toLowerCase() ?? "") ?? null;
      if (isProposed === false && sponsored.has(id)) return null;
      const reached = policies.map((policy) => ({ policy, isIn: lets(policy, id) }));
      const certain = reached.filter(({ isIn }) => isIn === true).map(({ policy }) => policy);
      const [first] = certain;
      if (first === undefined && reached.every(({ isIn }) => isIn === false)) return null;
      if (first === undefined || (isProposed === null && sponsored.has(id)))
        return {
          undecided: `organization "${displayName}": whether it is configured, or a policy lets it in, is not told`,
        };
      const flaws = [
        ...(isProposed === true ? ["only proposed"] : []),
        ...(sponsored.has(id) ? [] : ["sponsored by nobody inside"]),
      ];
      return {
        principal: null,
        subject: { kind: "connectedOrganization", id, name: displayName },
        adjustments: mitigations(isProposed, certain),
        message: `Organization "${displayName}" is ${flaws.join(" and ")}, and ${policyNamed(first)} is for its people${certain.length > 1 ? `, as are ${certain.length - 1} more` : ""}`,
        evidence: [evidence, ...certain.map((policy) => policy.evidence)],
      };
    });
  },
});

/** Whether an organization is only proposed (https://learn.microsoft.com/graph/api/resources/connectedorganization). */
const proposals: ReadonlyMap<string, boolean> = new Map([
  ["configured", false],
  ["proposed", true],
]);

/** Whether the policy is for the organization's people, now or as soon as it is configured. */
function lets(policy: Policy, organizationId: string): Truth {
  const names = scopeOf(policy) === named ? namesOrganization(policy, organizationId) : true;
  return all(isFor("outsiders", policy), canBeRequested(policy), names);
}

const named = "specificconnectedorganizationusers";

function scopeOf({ allowedTargetScope }: Policy): string {
  return allowedTargetScope?.toLowerCase() ?? "";
}

function namesOrganization({ specificAllowedTargets }: Policy, organizationId: string): Truth {
  return specificAllowedTargets?.some(({ id }) => id === organizationId) ?? null;
}

function mitigations(isProposed: Truth, policies: readonly Policy[]): readonly Adjustment[] {
  const isKeptOut = policies.every((policy) => scopeOf(policy) === "allconfiguredconnectedorganizationusers");
  if (isProposed !== true || !isKeptOut) return [];
  return [{ steps: -1, because: "it is outside of all configured organizations until somebody configures it" }];
}
