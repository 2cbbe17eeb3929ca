import { addDuration } from "../../src/domain/iso-duration.ts";
import { resourceKindOf } from "../../src/domain/resource-kind.ts";
import { leastPrivilege } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const unusedResource = defineRule({
  meta: {
    id: "unused-resource",
    code: "HYG-002",
    title: "Resources in catalogs that no package of the catalog grants",
    rationale: "Whoever manages packages of the catalog can give the resource away, and no package needs it.",
    remedy: "Remove the resource from the catalog.",
    severity: "low",
    references: leastPrivilege,
    falsePositives: "Resources that were just added: those younger than `grace` are in order.",
    needs: ["catalogResources", "catalogs", "accessPackages", "resourceRoleScopes"],
    concludesFromAbsenceOf: ["accessPackages", "resourceRoleScopes"],
    parameters: { grace: duration("P30D", "how long a resource may wait for its first package") },
    isExtended: true,
  },

  evaluate({ rows }, { asOf, parameters: { grace } }) {
    const latest = addDuration(asOf, grace, -1)?.getTime() ?? Number.NEGATIVE_INFINITY;
    const catalogs = new Map(Array.from(rows("catalogs"), ({ id, displayName }) => [id, displayName]));
    const catalogOf = new Map(Array.from(rows("accessPackages"), ({ id, catalogId }) => [id, catalogId]));
    const used = new Set<string>();
    for (const { accessPackageId, scopeOriginId } of rows("resourceRoleScopes"))
      used.add(`${catalogOf.get(accessPackageId) ?? ""} ${scopeOriginId}`);

    return judgeEach(rows("catalogResources"), (resource) => {
      const { id, catalogId, displayName, originSystem, originId, createdDateTime, evidence } = resource;
      const origins = [originId, ...(resource.scopes ?? []).map((scope) => scope.originId)].filter(
        (one) => one !== null,
      );
      if (origins.some((origin) => used.has(`${catalogId} ${origin}`))) return null;
      const added = Date.parse(createdDateTime ?? "");
      if (added >= latest) return null;
      const where = `"${displayName}" in catalog "${catalogs.get(catalogId) ?? catalogId}"`;
      const isUntold = origins.length === 0 || origins.some((origin) => used.has(` ${origin}`));
      if (isUntold || Number.isNaN(added) || resourceKindOf(originSystem) === "unknown")
        return {
          undecided: `${where}: whether a package of the catalog grants it, or since when it is there, is not told`,
        };
      return {
        principal: null,
        subject: { kind: "catalogResource", id: `${catalogId}/${id}`, name: displayName },
        message: `${where} has been there since ${new Date(added).toISOString().slice(0, 10)}, and no package of that catalog grants it`,
        evidence: [evidence],
      };
    });
  },
});
