import { accountManagement } from "../../src/rule-kit/controls.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { namedIn } from "../../src/rule-kit/named.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const individualDelegate = defineRule({
  meta: {
    id: "individual-delegate",
    code: "CAT-002",
    title: "Catalogs administered by people themselves instead of a group",
    rationale: "When they leave the catalog is nobody's, and a role held by hand stands in no review of a group.",
    remedy: "Give the role to a group whose membership is reviewed.",
    severity: "low",
    references: accountManagement,
    falsePositives: "Small catalogs whose one accountable owner is named in `allow`.",
    needs: ["catalogDelegates", "catalogs"],
    concludesFromAbsenceOf: [],
    parameters: { allow: list([], "people who may, by id, user principal name or name") },
    isExtended: true,
  },

  evaluate({ catalogDelegates: { held, unknown }, rows }, { parameters }) {
    const isAllowed = namedIn(parameters.allow);
    const catalogs = new Map<string, string>();
    for (const { id, displayName } of rows("catalogs")) catalogs.set(id, displayName);
    const themselves = held.filter(({ groups, catalogId }) => groups.length === 0 && catalogId !== null);
    return {
      examined: themselves.length,
      violations: themselves
        .filter(({ principal }) => (principal.type === "user" || principal.type === "guest") && !isAllowed(principal))
        .map(({ principal, role, catalogId, evidence }) => ({
          principal,
          subject: { kind: "catalogRole", id: `${catalogId}/${role.id}`, name: role.name },
          message: `${principal.displayName} is ${role.name} of catalog "${catalogs.get(catalogId ?? "") ?? catalogId}" by themselves, not through a group`,
          evidence,
        })),
      undecided: [
        ...unknown,
        ...themselves
          .filter(({ principal }) => principal.type === "unknown")
          .map(({ principal, role }) => `whether ${principal.displayName}, ${role.name}, is a person was not read`),
      ],
    };
  },
});
