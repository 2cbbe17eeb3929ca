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

  evaluate({ rows }) {
    const judged = [...rows("policies")].filter(({ isAutomatic }) => !isAutomatic);
    return {
      examined: judged.length,
      violations: judged
        .filter(({ expiration }) => endless.has(typeOf(expiration)))
        .map(({ id, displayName, accessPackageName, expiration, evidence }) => ({
          principal: null,
          subject: { kind: "policy", id, name: displayName },
          message: `Policy "${displayName}" of "${accessPackageName}" grants access without end (expiration ${expiration?.type ?? "absent"})`,
          evidence: [evidence],
        })),
      undecided: judged
        .filter(({ expiration }) => !endless.has(typeOf(expiration)) && !limited.has(typeOf(expiration)))
        .map(({ displayName, expiration }) => `policy "${displayName}": expiration is ${expiration?.type ?? "absent"}`),
    };
  },
});

function typeOf(expiration: { readonly type: string } | null): string {
  return expiration?.type.toLowerCase() ?? "";
}
