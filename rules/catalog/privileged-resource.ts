import { resourceKindOf } from "../../src/domain/resource-kind.ts";
import { isLacking } from "../../src/domain/sections.ts";
import type { CatalogResource, RoleScope } from "../../src/rule-kit/catalogs.ts";
import { leastPrivilege, privilegedAccess } from "../../src/rule-kit/controls.ts";
import type { Facts } from "../../src/rule-kit/facts/facts.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { type Adjustment, defineRule } from "../../src/rule-kit/rule.ts";

const microsoftGraph = "00000003-0000-0000-c000-000000000000";

/** Application permissions of Microsoft Graph that change something, such as `Group.ReadWrite.All`. */
const writing = /\.(?:ReadWrite|FullControl|Manage)\b/u;

export const privilegedResource = defineRule({
  meta: {
    id: "privileged-resource",
    code: "CAT-008",
    title: "Resources in catalogs that make their holders administrators",
    rationale: "A package with such a resource is a way to administer the directory that can be requested.",
    remedy: "Remove the resource from the catalog, or grant it as eligible with approval of its owner.",
    severity: "critical",
    references: [...privilegedAccess, ...leastPrivilege],
    falsePositives: "Eligible membership with approval can be by design: milder where nothing else is granted.",
    needs: ["catalogResources", "catalogs", "groups", "servicePrincipals", "resourceRoleScopes", "coverage"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ rows, coverage }) {
    const catalogs = new Map<string, string>();
    for (const { id, displayName } of rows("catalogs")) catalogs.set(id, displayName);
    const powers = powersOf(rows);
    const scopes = Map.groupBy(rows("resourceRoleScopes"), ({ scopeOriginId }) => scopeOriginId);
    const areScopesWhole = !coverage.some((part) => part.section === "resourceRoleScopes" && isLacking(part));

    return judgeEach(rows("catalogResources"), (resource) => {
      const power = powers(resource);
      if (power === null) return null;
      const catalog = catalogs.get(resource.catalogId) ?? resource.catalogId;
      const where = `"${resource.displayName}" in catalog "${catalog}"`;
      if (power === "unknown") return { undecided: `what ${where} is cannot be told (${resource.originSystem})` };
      const granting = scopes.get(resource.originId ?? "") ?? [];
      const packages = new Set(granting.map(({ accessPackageId }) => accessPackageId)).size;
      return {
        principal: null,
        subject: { kind: "catalogResource", id: `${resource.catalogId}/${resource.id}`, name: resource.displayName },
        adjustments: mitigations(granting, areScopesWhole),
        message: `${where} is ${power}: ${packages === 0 ? "no package that was read grants it, but any of that catalog can" : `${packages} of the packages grant it`}`,
        evidence: [resource.evidence, ...granting.map(({ evidence }) => evidence)],
      };
    });
  },
});

/**
 * What makes a resource a privileged one, null where nothing does. `isAssignableToRole` is null for groups that were made
 * without it, and cannot be set later (https://learn.microsoft.com/graph/api/resources/group).
 */
function powersOf(rows: Facts<"groups" | "servicePrincipals">["rows"]): (resource: CatalogResource) => string | null {
  const assignable = new Set<string>();
  for (const { id, isAssignableToRole } of rows("groups")) if (isAssignableToRole === true) assignable.add(id);
  const graph = new Set<string>();
  for (const { id, appId, appRoles } of rows("servicePrincipals")) {
    if (appId === microsoftGraph && appRoles.some(({ value }) => writing.test(value ?? ""))) graph.add(id);
  }
  return ({ originSystem, originId }) => {
    const kind = resourceKindOf(originSystem);
    if (kind === "directoryRole") return "a directory role";
    if (kind === "site") return null;
    if (originId === null) return "unknown";
    if (kind === "group") return assignable.has(originId) ? "a group that directory roles can be assigned to" : null;
    if (kind === "servicePrincipal")
      return graph.has(originId) ? "Microsoft Graph with permissions to change the tenant" : null;
    return "unknown";
  };
}

function mitigations(granting: readonly RoleScope[], isWhole: boolean): readonly Adjustment[] {
  if (!isWhole) return [];
  if (granting.length === 0) return [{ steps: -1, because: "no package grants it yet" }];
  const isOnlyEligible = granting.every(({ roleOriginId }) => /^eligible/iu.test(roleOriginId));
  return isOnlyEligible ? [{ steps: -1, because: "packages only make their holders eligible for it" }] : [];
}
