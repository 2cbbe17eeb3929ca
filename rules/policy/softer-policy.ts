import { accountManagement } from "../../src/rule-kit/controls.ts";
import { quoted } from "../../src/rule-kit/event-words.ts";
import type { AudienceFacts } from "../../src/rule-kit/facts/audience-facts.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { canBeRequested, type Policy, policyNamed, policyRef, undecidedPolicy } from "../../src/rule-kit/policies.ts";
import { approvalLaxityOf, endOf, type Laxity } from "../../src/rule-kit/policy-laxity.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { all, some, type Truth } from "../../src/rule-kit/truth.ts";

export const softerPolicy = defineRule({
  meta: {
    id: "softer-policy",
    code: "POL-006",
    title: "Policies that people can pick instead of a stricter one",
    rationale:
      "Where two policies of one rank are for the same person, that person chooses who agrees and for how long.",
    remedy: "Let the audiences exclude each other, or make the policies equally strict.",
    severity: "medium",
    references: accountManagement,
    falsePositives:
      "Entra picks the stricter rank by itself, so that only policies of one rank are compared: by stages of approval and by when access would end, not by reviews.",
    needs: ["policies", "audiences"],
    concludesFromAbsenceOf: [],
    isExtended: true,
  },

  evaluate({ rows, audiences }, { asOf }) {
    const open = [...rows("policies")].filter((policy) => !policy.isAutomatic && canBeRequested(policy) !== false);
    const ofPackage = Map.groupBy(open, ({ accessPackageId }) => accessPackageId);
    const compared = open.filter((policy) => siblingsOf(policy, ofPackage).length > 0);
    return judgeEach(compared, (policy) => {
      const others = siblingsOf(policy, ofPackage).map((other) => ({
        other,
        ...softness(policy, other, audiences, asOf),
      }));
      const stricter = others.filter(({ isSofter }) => isSofter === true);
      const [first] = stricter;
      if (first === undefined) {
        if (others.every(({ isSofter }) => isSofter === false)) return null;
        return undecidedPolicy(policy, "whether somebody can pick it instead of a stricter one");
      }
      const who = first.example === null ? "people of the same organizations" : `people such as ${first.example}`;
      return {
        principal: null,
        subject: policyRef(policy),
        message: `${policyNamed(policy)} can be picked by ${who} instead of ${quoted(stricter.map(({ other }) => other.displayName).sort())}, with ${first.how}`,
        evidence: [policy.evidence, ...stricter.map(({ other }) => other.evidence)],
      };
    });
  },
});

type ByPackage = ReadonlyMap<string | null, readonly Policy[]>;

/** The others of the same package; of a policy of which it is not told whose it is, every one may be. */
function siblingsOf(policy: Policy, ofPackage: ByPackage): readonly Policy[] {
  if (policy.accessPackageId === null) return [...ofPackage.values()].flat().filter((other) => other !== policy);
  const untold = ofPackage.get(null) ?? [];
  return [...(ofPackage.get(policy.accessPackageId) ?? []), ...untold].filter((other) => other !== policy);
}

type Softness = { readonly isSofter: Truth; readonly example: string | null; readonly how: string };

/** Audiences are looked at last, because they cost the most. */
function softness(policy: Policy, other: Policy, audiences: AudienceFacts, asOf: Date): Softness {
  const isSameKnown = policy.accessPackageId === null || other.accessPackageId === null ? null : true;
  const [approval, term] = [
    exceeds(approvalLaxityOf(policy), approvalLaxityOf(other)),
    exceeds(endOf(policy, asOf), endOf(other, asOf)),
  ];
  const how = [...(approval === true ? ["fewer approvals"] : []), ...(term === true ? ["a later end"] : [])].join(
    " and ",
  );
  const isChoice = all(
    isSameKnown,
    canBeRequested(policy),
    canBeRequested(other),
    isOfOneRank(policy, other),
    some(approval, term),
  );
  if (isChoice === false) return { isSofter: false, example: null, how };
  const { isCertain, example } = audiences.meet(policy, other);
  return { isSofter: all(isChoice, isCertain), example, how };
}

function exceeds(one: Laxity, other: Laxity): Truth {
  return one === null || other === null ? null : one > other;
}

/**
 * The ranks of scopes, of which the strictest that is for somebody is taken. That for some connected organizations stands in two
 * of them, and those for applications in none (https://learn.microsoft.com/entra/id-governance/entitlement-management-troubleshoot).
 */
const ranks: ReadonlyMap<string, readonly number[]> = new Map([
  ["specificdirectoryusers", [1]],
  ["specificconnectedorganizationusers", [1, 3]],
  ["allmemberusers", [2]],
  ["alldirectoryusers", [3]],
  ["allconfiguredconnectedorganizationusers", [4]],
  ["allexternalusers", [4]],
]);

function isOfOneRank(one: Policy, other: Policy): Truth {
  const [ours, theirs] = [one, other].map((policy) => policy.allowedTargetScope?.toLowerCase() ?? "");
  const [mine, others] = [ranks.get(ours ?? ""), ranks.get(theirs ?? "")];
  if (mine === undefined || others === undefined) return null;
  if (ours === theirs) return true;
  const isShared = mine.some((rank) => others.includes(rank));
  return isShared && mine.length + others.length > 2 ? null : isShared;
}
