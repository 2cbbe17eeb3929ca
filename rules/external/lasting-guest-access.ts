import { addDuration } from "../../src/domain/iso-duration.ts";
import { externalUsers, leaversAndStanding } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import { isFor, type Policy, policyNamed, policyRef, undecidedPolicy } from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const lastingGuestAccess = defineRule({
  meta: {
    id: "lasting-guest-access",
    code: "EXT-005",
    title: "Access of people from outside that outlasts the limit",
    rationale: "Nobody's leaver process tells when a guest's engagement is over: only the end of the access does.",
    remedy: "Set the policy's expiration to a duration within the limit.",
    severity: "high",
    references: [...externalUsers, ...leaversAndStanding],
    falsePositives: "Long contracts: set `maxAge`.",
    needs: ["policies"],
    concludesFromAbsenceOf: [],
    parameters: { maxAge: duration("P90D", "how long people from outside may keep access") },
  },

  evaluate({ rows }, { asOf, parameters: { maxAge } }) {
    const forOutsiders = [...rows("policies")].filter((policy) => isFor("outsiders", policy) !== false);
    return judgeEach(forOutsiders, (policy) => {
      const length = lengthOf(policy, asOf, addDuration(asOf, maxAge)?.getTime() ?? Number.POSITIVE_INFINITY);
      if (length.isWithin === true) return null;
      if (isFor("outsiders", policy) === null) return undecidedPolicy(policy, "for whom it is");
      if (length.isWithin === null) return undecidedPolicy(policy, `when access ends (${length.text})`);
      return {
        principal: null,
        subject: policyRef(policy),
        message: `${policyNamed(policy)} gives people from outside access ${length.text}: the limit is ${maxAge}`,
        evidence: [policy.evidence],
      };
    });
  },
});

/** Whether access given at the moment judged is over by the limit, and how long it lasts in words. */
function lengthOf({ expiration }: Policy, asOf: Date, limit: number): { isWithin: boolean | null; text: string } {
  switch (expiration?.type.toLowerCase()) {
    case "noexpiration":
    case "notspecified":
      return { isWithin: false, text: "without end" };
    case "afterduration": {
      const end = addDuration(asOf, expiration?.duration ?? "");
      return { isWithin: end === null ? null : end.getTime() <= limit, text: `for ${expiration?.duration}` };
    }
    case "afterdatetime": {
      const end = Date.parse(expiration?.endDateTime ?? "");
      return { isWithin: Number.isNaN(end) ? null : end <= limit, text: `until ${expiration?.endDateTime}` };
    }
    default:
      return { isWithin: null, text: `expiration ${expiration?.type ?? "absent"}` };
  }
}
