import { leaversAndStanding, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const outOfBandHolder = defineRule({
  meta: {
    id: "out-of-band-holder",
    code: "BYP-002",
    title: "Access that a package grants, held around the package",
    rationale: "Whoever was put into the group or role directly has no approval, no end and no review.",
    remedy: "Remove the direct grant, or have the holder request the package.",
    severity: "high",
    references: [...leaversAndStanding, ...separationOfDuties],
    falsePositives: "Service accounts that another process governs.",
    needs: ["grants"],
    concludesFromAbsenceOf: ["grants"],
  },

  evaluate({ grants }) {
    return {
      examined: grants.held.length,
      violations: grants.held
        .filter(({ governance }) => governance === "ungoverned")
        .map(({ principal, accessPoint, packages, holdings }) => ({
          principal,
          subject: accessPoint,
          sides: [{ duty: accessPoint.id, title: accessPoint.name, holdings }],
          message: `${principal.displayName} holds ${accessPoint.name} without an assignment to ${packages.map(({ name }) => `"${name}"`).join(" or ")}`,
          evidence: holdings.flatMap(({ evidence }) => evidence),
        })),
      undecided: [
        ...grants.unknown,
        ...grants.held
          .filter(({ governance }) => governance === "unknown")
          .map(
            ({ principal, accessPoint }) =>
              `whether a package gives ${principal.displayName} ${accessPoint.name} cannot be told`,
          ),
      ],
    };
  },
});
