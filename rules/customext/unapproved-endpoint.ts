import { integrity, privilegedAccess } from "../../src/rule-kit/controls.ts";
import { listedIn } from "../../src/rule-kit/named.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const unapprovedEndpoint = defineRule({
  meta: {
    id: "unapproved-endpoint",
    code: "CXT-005",
    title: "Extensions that call outside the approved subscriptions",
    rationale: "Whoever runs the logic app learns of every grant and can answer for the request.",
    remedy:
      "Move the logic app into a subscription and resource group that governance controls, or approve where it is.",
    severity: "high",
    references: [...integrity, ...privilegedAccess],
    falsePositives: "Nothing is judged before the configuration says what is approved.",
    needs: ["customExtensions"],
    concludesFromAbsenceOf: [],
    isExtended: true,
    parameters: {
      allow: list([], "subscriptions, or `<subscription>/<resource group>`, that extensions may call"),
    },
  },

  evaluate({ rows }, { parameters }) {
    const extensions = [...rows("customExtensions")];
    if (extensions.length === 0 || parameters.allow.length === 0)
      return { examined: 0, violations: [], notApplicable: "no extension, or no approved subscription, is known" };

    const isAllowed = listedIn(parameters.allow);
    const placed = extensions.map((row) => ({ row, places: placesOf(row.endpointConfiguration) }));
    return {
      examined: extensions.length,
      violations: placed
        .filter(({ places }) => places !== null && !isAllowed(...places))
        .map(({ row: { id, displayName, evidence }, places }) => ({
          principal: null,
          subject: { kind: "customExtension", id, name: displayName },
          message: `Custom extension "${displayName}" calls a logic app in ${places?.at(-1) ?? ""}, which is not approved`,
          evidence: [evidence],
        })),
      undecided: placed
        .filter(({ places }) => places === null)
        .map(({ row: { displayName } }) => `custom extension "${displayName}": where it calls is not told`),
    };
  },
});

/** The subscription, and the resource group within it; null where the endpoint does not tell. */
function placesOf(endpoint: unknown): readonly [string, string] | null {
  if (typeof endpoint !== "object" || endpoint === null) return null;
  if (!("subscriptionId" in endpoint) || !("resourceGroupName" in endpoint)) return null;
  const { subscriptionId, resourceGroupName } = endpoint;
  if (typeof subscriptionId !== "string" || typeof resourceGroupName !== "string") return null;
  return [subscriptionId, `${subscriptionId}/${resourceGroupName}`];
}
