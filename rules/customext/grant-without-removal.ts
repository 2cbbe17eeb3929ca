import { leaversAndStanding } from "../../src/rule-kit/controls.ts";
import { nameOfPolicy, policyRef } from "../../src/rule-kit/policy-review.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const grantWithoutRemoval = defineRule({
  meta: {
    id: "grant-without-removal",
    code: "CXT-002",
    title: "Extensions that are called to grant and never to remove",
    rationale: "What the extension set up outside Entra is there for ever once the assignment ends.",
    remedy: "Bind an extension to the stage of removal that undoes what the one of the grant does.",
    severity: "medium",
    references: leaversAndStanding,
    falsePositives: "Extensions that only send a message.",
    needs: ["policies"],
    concludesFromAbsenceOf: [],
    isExtended: true,
  },

  evaluate({ rows }) {
    const policies = [...rows("policies")];
    const granting = policies.filter((policy) =>
      calls(policy.customExtensionStageSettings, "assignmentrequestgranted"),
    );
    return {
      examined: granting.length,
      violations: granting
        .filter((policy) => !calls(policy.customExtensionStageSettings, "assignmentrequestremoved"))
        .map((policy) => ({
          principal: null,
          subject: policyRef(policy),
          message: `${nameOfPolicy(policy)} calls a custom extension when access is granted and none when it is removed`,
          evidence: [policy.evidence],
        })),
      undecided: policies
        .filter(({ customExtensionStageSettings }) => customExtensionStageSettings === null)
        .map((policy) => `${nameOfPolicy(policy)}: which custom extensions it calls is not told`),
      ...(granting.length === 0 ? { notApplicable: "no policy calls an extension on a grant" } : {}),
    };
  },
});

function calls(settings: readonly { readonly stage: string }[] | null, stage: string): boolean {
  return settings?.some((setting) => setting.stage.toLowerCase() === stage) ?? false;
}
