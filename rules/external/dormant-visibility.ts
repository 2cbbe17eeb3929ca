import { externalUsers, leastPrivilege } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { listedIn } from "../../src/rule-kit/listed.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { isFor } from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const dormantVisibility = defineRule({
  meta: {
    id: "dormant-visibility",
    code: "EXT-002",
    title: "Catalogs that outsiders may see although no policy in them is for outsiders",
    rationale: "The next policy for people from outside works at once: nobody has to decide that the catalog is open.",
    remedy: "Turn the catalog's visibility to external users off until a policy needs it.",
    severity: "low",
    references: [...externalUsers, ...leastPrivilege],
    falsePositives: "Catalogs about to be used: name them in `allow`.",
    needs: ["catalogs", "accessPackages", "policies"],
    concludesFromAbsenceOf: ["accessPackages", "policies"],
    parameters: { allow: list([], "catalogs that may be visible with nothing in them for outsiders, by name or id") },
    isExtended: true,
  },

  evaluate({ rows }, { parameters }) {
    const isAllowed = listedIn(parameters.allow);
    const catalogOf = new Map(Array.from(rows("accessPackages"), ({ id, catalogId }) => [id, catalogId]));
    const outward = Array.from(rows("policies"), (policy) => ({
      isCertain: isFor("outsiders", policy),
      catalogId: catalogOf.get(policy.accessPackageId ?? "") ?? null,
    })).filter(({ isCertain }) => isCertain !== false);
    const used = new Set(outward.filter(({ isCertain }) => isCertain === true).map(({ catalogId }) => catalogId));
    const perhaps = new Set(outward.map(({ catalogId }) => catalogId));
    return judgeEach(rows("catalogs"), ({ id, displayName, isExternallyVisible, evidence }) => {
      if (isExternallyVisible === false || used.has(id) || isAllowed(id, displayName)) return null;
      if (isExternallyVisible === null || perhaps.has(id) || perhaps.has(null))
        return {
          undecided: `catalog "${displayName}": whether outsiders see it, or what is in it for them, is not told`,
        };
      return {
        principal: null,
        subject: { kind: "catalog", id, name: displayName },
        message: `Catalog "${displayName}" is visible to people from outside, and no policy in it is for them`,
        evidence: [evidence],
      };
    });
  },
});
