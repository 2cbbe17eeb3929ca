import { externalUsers, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { quoted } from "../../src/rule-kit/event-words.ts";
import { namedIn } from "../../src/rule-kit/named.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const guestDutyHolder = defineRule({
  meta: {
    id: "guest-duty-holder",
    code: "EXT-008",
    title: "Guests who hold a duty that has to be kept apart",
    rationale: "Somebody of another organization stands in a chain that the bank answers for alone.",
    remedy: "Give the duty to somebody of the organization, or put the guest's contract on record and allow it.",
    severity: "high",
    references: [...externalUsers, ...separationOfDuties],
    falsePositives:
      "Outsourced operations under contract: name the accounts in `allow`. Duties count that stand in a conflict of severity high or critical, or in a declared one that is weighed so.",
    needs: ["guestDuties"],
    concludesFromAbsenceOf: [],
    parameters: { allow: list([], "guests under contract, by id, user principal name or name") },
    isExtended: true,
  },

  evaluate({ guestDuties: { held, examined, unknown } }, { parameters }) {
    const isAllowed = namedIn(parameters.allow);
    return {
      examined,
      violations: held
        .filter(({ principal }) => !isAllowed(principal))
        .map(({ principal, accessPoint, duties, evidence }) => ({
          principal,
          subject: accessPoint,
          message: `${principal.displayName} is a guest and holds "${accessPoint.name}", which gives ${quoted(duties)}`,
          evidence,
        })),
      undecided: unknown,
      ...(examined === 0 ? { notApplicable: "nobody holds a duty of a conflict that is high or critical" } : {}),
    };
  },
});
