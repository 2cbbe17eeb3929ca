import { privilegedAccess, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { namedIn } from "../../src/rule-kit/named.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { type Adjustment, defineRule } from "../../src/rule-kit/rule.ts";

export const groupOwner = defineRule({
  meta: {
    id: "group-owner",
    code: "BYP-003",
    title: "Owners of groups that packages put people in",
    rationale: "An owner changes the members by hand, their own membership among them, past every approval.",
    remedy: "Take the owner away, and leave the group's members to the access package.",
    severity: "high",
    references: [...privilegedAccess, ...separationOfDuties],
    falsePositives: "An application that manages the group for the governance process: allow it.",
    needs: ["ownedGroups"],
    concludesFromAbsenceOf: [],
    parameters: { allow: list([], "owners by object id, user principal name or display name") },
  },

  evaluate({ ownedGroups: { governed, owned, unknown } }, { parameters }) {
    const isAllowed = namedIn(parameters.allow);
    const judged = owned.filter(({ principal }) => !isAllowed(principal));
    const ownedIds = new Set(owned.map(({ group }) => group.id));
    return {
      examined: owned.length + governed.filter(({ id }) => !ownedIds.has(id)).length,
      violations: judged.map(({ group, principal, membership, completes, evidence }) => ({
        principal,
        subject: group,
        exposure: membership,
        message: `${principal.displayName} owns "${group.name}"${membership === "eligible" ? " once activated" : ""} and can add anybody past the packages that grant it${completes.length === 0 ? "" : `, themselves to complete: ${completes.join("; ")}`}`,
        adjustments: [...(completes.length === 0 ? [] : [worse]), ...(membership === "eligible" ? [milder] : [])],
        evidence: [evidence],
      })),
      undecided: unknown,
      ...(governed.length === 0 ? { notApplicable: "no package grants membership of a group" } : {}),
    };
  },
});

const worse: Adjustment = { steps: 1, because: "the owner holds the opposite duty" };
const milder: Adjustment = { steps: -1, because: "the ownership has to be activated" };
