import { addDuration } from "../../src/domain/iso-duration.ts";
import { externalUsers, leaversAndStanding } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const lingeringGuestAccount = defineRule({
  meta: {
    id: "lingering-guest-account",
    code: "EXT-006",
    title: "Guest accounts that outlive their last access",
    rationale: "A guest account that nothing removes can sign in and be given access long after the engagement.",
    remedy: "Have entitlement management block and delete guests soon after their last assignment ends.",
    severity: "medium",
    references: [...externalUsers, ...leaversAndStanding],
    falsePositives: "Tenants where another process removes guests.",
    needs: ["entitlementSettings"],
    concludesFromAbsenceOf: [],
    parameters: { maxAge: duration("P30D", "how long after they were blocked guests may stay in the directory") },
    isExtended: true,
  },

  evaluate({ rows }, { asOf, parameters: { maxAge } }) {
    const limit = addDuration(asOf, maxAge)?.getTime() ?? Number.POSITIVE_INFINITY;
    const settings = [...rows("entitlementSettings")];
    if (settings.length === 0) {
      return { examined: 0, violations: [], notApplicable: "Graph shows no settings of entitlement management" };
    }
    return judgeEach(settings, ({ id, evidence, ...row }) => {
      const { externalUserLifecycleAction: action, durationUntilExternalUserDeletedAfterBlocked: wait } = row;
      const subject = { kind: "entitlementSettings", id, name: "entitlement management settings" };
      const found = (message: string) => ({ principal: null, subject, message, evidence: [evidence] });
      switch (action?.toLowerCase()) {
        case "none":
          return found("Guests keep their accounts, and can sign in, when their last assignment ends");
        case "blocksignin":
          return null;
        case "blocksigninanddelete": {
          const end = addDuration(asOf, wait ?? "");
          if (end === null) return { undecided: `when guests are deleted after they were blocked is ${wait}` };
          return end.getTime() <= limit
            ? null
            : found(`Guests are deleted ${wait} after they were blocked: the limit is ${maxAge}`);
        }
        default:
          return { undecided: `what happens to guests when their last assignment ends is ${action}` };
      }
    });
  },
});
