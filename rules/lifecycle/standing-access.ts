import { leastPrivilege, leaversAndStanding } from "../../src/rule-kit/controls.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

const endless: ReadonlySet<string> = new Set(["noexpiration", "notspecified"]);
const limited: ReadonlySet<string> = new Set(["afterdatetime", "afterduration"]);

export const standingAccess = defineRule({
  meta: {
    id: "standing-access",
    code: "LIF-001",
    title: "Policies that grant access without end",
    rationale: "Standing access is the liability that access packages exist to remove.",
    remedy: "Set the policy's expiration to a duration, and review what was already granted under it.",
    severity: "high",
    references: [...leaversAndStanding, ...leastPrivilege],
    falsePositives: "Automatic assignment policies are left out: their rule ends the access.",
    needs: ["policies"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ policies }) {
    const judged = policies.filter(({ isAutomatic }) => !isAutomatic);
    return {
      examined: judged.length,
      violations: judged
        .filter(({ expirationType }) => endless.has(typeOf(expirationType)))
        .map(({ policy, accessPackage, expirationType, evidence }) => ({
          principal: null,
          subject: policy,
          message: `Policy "${policy.name}" of "${accessPackage.name}" grants access without end (expiration ${expirationType ?? "absent"})`,
          evidence: [evidence],
        })),
      undecided: judged
        .filter(({ expirationType }) => !endless.has(typeOf(expirationType)) && !limited.has(typeOf(expirationType)))
        .map(({ policy, expirationType }) => `policy "${policy.name}": expiration is ${expirationType ?? "absent"}`),
    };
  },
});

function typeOf(type: string | null): string {
  return type?.toLowerCase() ?? "";
}
