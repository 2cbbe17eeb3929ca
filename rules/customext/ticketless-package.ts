import { auditTrail } from "../../src/rule-kit/controls.ts";
import { untoldPackages } from "../../src/rule-kit/policies.ts";
import { nameOfPolicy, policyRef } from "../../src/rule-kit/policy-review.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const ticketlessPackage = defineRule({
  meta: {
    id: "ticketless-package",
    code: "CXT-001",
    title: "Sensitive packages that leave no ticket outside Entra",
    rationale: "Where no extension is called, those who administer Entra keep the only record of who was given what.",
    remedy: "Bind a custom extension that writes a ticket to the stages of grant and removal of the policy.",
    severity: "medium",
    references: auditTrail,
    falsePositives: "Tenants that export the audit log to a store its administrators cannot change.",
    needs: ["policies", "sensitivePackages"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ rows, sensitivePackages }) {
    const everyPolicy = [...rows("policies")];
    const policies = everyPolicy.filter(({ accessPackageId }) => sensitivePackages.has(accessPackageId ?? ""));
    const judged = policies.map((policy) => ({ policy, unbound: unboundIn(policy.customExtensionStageSettings) }));
    return {
      examined: policies.length,
      violations: judged.flatMap(({ policy, unbound }) =>
        unbound === null || unbound.length === 0
          ? []
          : [
              {
                principal: null,
                subject: policyRef(policy),
                message: `No custom extension is called when ${nameOfPolicy(policy)} ${unbound.join(" or ")} access, though ${sensitivePackages.get(policy.accessPackageId ?? "") ?? ""}`,
                evidence: [policy.evidence],
              },
            ],
      ),
      undecided: [
        ...untoldPackages(everyPolicy),
        ...judged
          .filter(({ unbound }) => unbound === null)
          .map(({ policy }) => `${nameOfPolicy(policy)}: which custom extensions it calls is not told`),
      ],
      ...(policies.length === 0 ? { notApplicable: "no sensitive package has a policy" } : {}),
    };
  },
});

type Settings = readonly { readonly stage: string; readonly customExtensionId: string | null }[] | null;

const stages = [
  ["assignmentrequestgranted", "grants"],
  ["assignmentrequestremoved", "removes"],
] as const;

/** What happens without a call; null where that is not told. */
function unboundIn(settings: Settings): readonly string[] | null {
  if (settings === null) return null;
  const calls = settings.filter(({ customExtensionId }) => customExtensionId !== null);
  const unbound = stages.filter(([stage]) => !calls.some((call) => call.stage.toLowerCase() === stage));
  const isTold = unbound.every(([stage]) => !settings.some((setting) => setting.stage.toLowerCase() === stage));
  return isTold ? unbound.map(([, does]) => does) : null;
}
