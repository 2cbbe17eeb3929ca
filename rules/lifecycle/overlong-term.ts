import { addDuration } from "../../src/domain/iso-duration.ts";
import { leaversAndStanding } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import type { SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import { listedIn } from "../../src/rule-kit/listed.ts";
import { duration, list } from "../../src/rule-kit/parameters.ts";
import { isFor, type Policy, policyNamed, policyRef, undecidedPolicy } from "../../src/rule-kit/policies.ts";
import { endOf } from "../../src/rule-kit/policy-laxity.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { all, some, type Truth } from "../../src/rule-kit/truth.ts";

export const overlongTerm = defineRule({
  meta: {
    id: "overlong-term",
    code: "LIF-002",
    title: "Policies whose access lasts longer than its tier allows",
    rationale: "The longer a grant runs, the later anybody asks whether it is still needed.",
    remedy: "Shorten the policy's expiration to the limit, and have longer needs extended on request.",
    severity: "medium",
    references: leaversAndStanding,
    falsePositives:
      "Access without end is LIF-001's to report, and that which a rule gives ends by the rule: both are left out. Policies for outsiders may be reported by EXT-005 as well.",
    needs: ["policies", "accessPackages"],
    concludesFromAbsenceOf: [],
    parameters: {
      maxAge: duration("P180D", "how long access may last"),
      maxAgeOutside: duration("P90D", "how long it may last for people from outside"),
      tight: list([], "packages of the tighter tier, by name or id, or by that of their catalog"),
      maxAgeTight: duration("P90D", "how long access to those may last"),
    },
    isExtended: true,
  },

  evaluate({ rows }, { asOf, parameters }) {
    const { maxAge, maxAgeOutside, maxAgeTight } = parameters;
    const isTight = tierOf(rows("accessPackages"), parameters.tight);
    const limited = [...rows("policies")].filter((policy) => endOf(policy, asOf) !== Infinity);
    return judgeEach(limited, (policy) => {
      const end = endOf(policy, asOf);
      if (end === null) return undecidedPolicy(policy, `when access ends (${termOf(policy)})`);
      const isOver = (limit: string): boolean => end > (addDuration(asOf, limit)?.getTime() ?? Infinity);
      const outside = isFor("outsiders", policy);
      const isOverTier = all(isTight(policy), isOver(maxAgeTight));
      const isOverlong = some(isOverTier, chosen(outside, isOver(maxAgeOutside), isOver(maxAge)));
      if (isOverlong === false) return null;
      if (isOverlong === null) return undecidedPolicy(policy, "for whom it is, or of which package");
      const limit = isOverTier === true ? maxAgeTight : outside === true ? maxAgeOutside : maxAge;
      return {
        principal: null,
        subject: policyRef(policy),
        message: `${policyNamed(policy)} gives access ${termOf(policy)}: the limit is ${limit}`,
        evidence: [policy.evidence],
      };
    });
  },
});

/** Whether a policy's package is of the tighter tier; null where which package it is, or what that is called, is not told. */
function tierOf(packages: Iterable<SourcedRow<"accessPackages">>, tight: readonly string[]): (policy: Policy) => Truth {
  const isListed = listedIn(tight);
  const tiers = new Map<string, boolean>();
  for (const { id, displayName, catalogId, catalogName } of packages)
    tiers.set(id, isListed(id, displayName, catalogId, catalogName));
  return ({ accessPackageId }) => (tight.length === 0 ? false : (tiers.get(accessPackageId ?? "") ?? null));
}

/** Which of two answers holds; where that is not known, the one that both give. */
function chosen(which: Truth, first: boolean, second: boolean): Truth {
  if (which === null) return first === second ? first : null;
  return which ? first : second;
}

function termOf({ expiration }: Policy): string {
  if (expiration === null) return "absent";
  const { type, duration: length, endDateTime } = expiration;
  return type.toLowerCase() === "afterdatetime" ? `until ${endDateTime}` : `for ${length ?? type}`;
}
