import { accessReview, separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { WaiverFact } from "../../src/rule-kit/facts/waiver-facts.ts";
import { longestWaiver } from "../../src/rule-kit/longest-waiver.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import { type Adjustment, defineRule } from "../../src/rule-kit/rule.ts";

export const unsoundWaiver = defineRule({
  meta: {
    id: "unsound-waiver",
    code: "SOD-013",
    title: "Waivers that no longer hold",
    rationale: "A violation that is accepted by an expired, self-approved or outgrown waiver is simply a violation.",
    remedy: "Renew the waiver with its owner and another approver, perform its control, or take it out of the file.",
    severity: "high",
    references: [...separationOfDuties, ...accessReview],
    falsePositives: "A waiver kept in the file on purpose until the next review, though what it covered is gone.",
    needs: ["waivers"],
    concludesFromAbsenceOf: [],
    parameters: {
      critical: duration(longestWaiver.critical, "the longest a critical finding may be waived"),
      high: duration(longestWaiver.high, "the longest a high finding may be waived"),
      medium: duration(longestWaiver.medium, "the longest a medium finding may be waived"),
      low: duration(longestWaiver.low, "the longest a low finding may be waived"),
    },
  },

  evaluate({ waivers: { waivers, unclearRules } }) {
    return {
      examined: waivers.length,
      violations: waivers
        .map((waiver) => ({ waiver, faults: faultsOf(waiver, unclearRules) }))
        .filter(({ faults }) => faults.length > 0)
        .map(({ waiver: { id, at, owner, matched, evidence }, faults }) => ({
          principal: null,
          subject: { kind: "waiver", id, name: id },
          message: `Waiver ${id} of ${owner} (${at}) does not hold: ${faults.join("; ")}`,
          adjustments: matched === 0 ? [coversNothing] : [],
          evidence,
        })),
      undecided: waivers
        .filter(({ matched, rule }) => matched === 0 && unclearRules.has(rule))
        .map(({ id, rule }) => `waiver ${id}: what it covers cannot be told, because ${rule} was not wholly judged`),
      ...(waivers.length === 0 ? { notApplicable: "there are no waivers" } : {}),
    };
  },
});

const coversNothing: Adjustment = { steps: -1, because: "it covers no finding" };

function faultsOf(
  { matched, rule, wrong, outgrown }: WaiverFact,
  unclearRules: ReadonlySet<string>,
): readonly string[] {
  return [
    ...wrong,
    ...outgrown.map((path) => `it does not name the way "${path}"`),
    ...(matched === 0 && !unclearRules.has(rule) ? ["nothing is found that it speaks of"] : []),
  ];
}
