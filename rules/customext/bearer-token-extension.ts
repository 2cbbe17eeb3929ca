import { integrity } from "../../src/rule-kit/controls.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const bearerTokenExtension = defineRule({
  meta: {
    id: "bearer-token-extension",
    code: "CXT-003",
    title: "Extensions called with a bearer token",
    rationale: "A bearer token opens the door to whoever holds it, so one that is copied can be played again.",
    remedy: "Have the extension call with proof of possession, by making it anew where it cannot be converted.",
    severity: "medium",
    references: integrity,
    falsePositives: "An extension of the older form that serves several stages must be replaced, not converted.",
    needs: ["customExtensions"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ rows }) {
    const extensions = Array.from(rows("customExtensions"), (row) => ({
      row,
      type: row.authenticationType?.toLowerCase() ?? null,
    }));
    return {
      examined: extensions.length,
      violations: extensions
        .filter(({ type }) => type === bearer)
        .map(({ row: { id, displayName, evidence } }) => ({
          principal: null,
          subject: { kind: "customExtension", id, name: displayName },
          message: `Custom extension "${displayName}" is called with a bearer token, without proof of possession`,
          evidence: [evidence],
        })),
      undecided: extensions
        .filter(({ type }) => type !== bearer && type !== proofOfPossession)
        .map(
          ({ row: { displayName, authenticationType } }) =>
            `custom extension "${displayName}": how it is called is ${authenticationType ?? "not told"}`,
        ),
      ...(extensions.length === 0 ? { notApplicable: "there are no custom extensions" } : {}),
    };
  },
});

/** https://learn.microsoft.com/graph/api/resources/customextensionauthenticationconfiguration */
const bearer = "azureadtokenauthentication";
const proofOfPossession = "azureadpoptokenauthentication";
