import { resourceKindOf, untoldGrant } from "../../src/domain/resource-kind.ts";
import { auditTrail, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { quoted } from "../../src/rule-kit/event-words.ts";
import type { Facts, SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import type { PackageHolderFact } from "../../src/rule-kit/facts/holder-facts.ts";
import { type Judged, judgeEach } from "../../src/rule-kit/judge-each.ts";
import { listedIn } from "../../src/rule-kit/named.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const directAppRole = defineRule({
  meta: {
    id: "direct-app-role",
    code: "BYP-004",
    title: "App roles of governed applications that were assigned to people by hand",
    rationale:
      "Incompatibility, approval and expiry bind requests alone: whoever is assigned a role of the application meets none of them.",
    remedy: "Remove the assignment, or have the holder request a package that gives the role.",
    severity: "high",
    references: [...separationOfDuties, ...auditTrail],
    falsePositives:
      "Administrators of the application: name them or the application in `allow`. Only applications of which packages give a role are looked at; what a group is assigned is out-of-band-holder's.",
    needs: ["appRoleAssignments", "servicePrincipals", "resourceRoleScopes", "packageHolders", "accessPackages"],
    concludesFromAbsenceOf: ["resourceRoleScopes", "packageHolders", "accessPackages"],
    parameters: { allow: list([], "applications and people whose assignments are in order, by id or name") },
    isExtended: true,
  },

  evaluate({ rows, columns, packageHolders }, { parameters }) {
    const isAllowed = listedIn(parameters.allow);
    const governance = governanceOf(rows);
    const assigned = [...columns("appRoleAssignments", assignmentColumns)].filter(
      ({ resourceId, principalType, principalId, principalDisplayName }) =>
        principalType.toLowerCase() === "user" &&
        governance.names.has(resourceId) &&
        !isAllowed(resourceId, governance.names.get(resourceId) ?? null, principalId, principalDisplayName),
    );
    const people = new Set(assigned.map(({ principalId }) => principalId));
    const held = Map.groupBy(
      packageHolders.filter(({ principal }) => people.has(principal.id)),
      ({ principal }) => principal.id,
    );
    const { undecided = [], ...judged } = judgeEach(assigned, (row) =>
      judge(row, held.get(row.principalId) ?? [], governance),
    );
    return { ...judged, undecided: [...governance.unknown, ...undecided] };
  },
});

const assignmentColumns = [
  "resourceId",
  "appRoleId",
  "principalId",
  "principalType",
  "principalDisplayName",
  "evidence",
] as const;

type Assignment = Pick<SourcedRow<"appRoleAssignments">, (typeof assignmentColumns)[number]>;
type Package = { readonly id: string; readonly name: string };

function judge(row: Assignment, own: readonly PackageHolderFact[], governance: Governance): Judged {
  const { resourceId, appRoleId, principalId, principalDisplayName: name, evidence } = row;
  const giving = governance.giving(row);
  const explaining = own.filter(({ accessPackage }) => giving.some(({ id }) => id === accessPackage.id));
  if (explaining.some(({ isActive }) => isActive)) return null;
  const role = `${governance.names.get(resourceId) ?? resourceId} / ${governance.roles.get(`${resourceId}/${appRoleId}`) ?? appRoleId}`;
  if (explaining.length > 0 || own.some(({ accessPackage }) => governance.untold.has(accessPackage.id)))
    return { undecided: `whether a package gives ${name} ${role} cannot be told` };
  return {
    principal: own[0]?.principal ?? {
      id: principalId,
      type: "user",
      userPrincipalName: null,
      displayName: name,
      enabled: null,
    },
    subject: { kind: "appRole", id: `${resourceId}/${appRoleId}`, name: role },
    message: `${name} was assigned ${role} directly, ${giving.length === 0 ? "which no package gives" : `without an assignment to ${quoted(giving.map((accessPackage) => accessPackage.name))}`}`,
    evidence: [evidence],
  };
}

/** What packages give of applications. */
type Governance = {
  /** Names of the applications of which a package gives a role, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** Names of their roles, by application and role. */
  readonly roles: ReadonlyMap<string, string>;
  readonly giving: (row: Assignment) => readonly Package[];
  /** Packages that give what nobody can tell. */
  readonly untold: ReadonlySet<string>;
  readonly unknown: readonly string[];
};

function governanceOf(rows: Facts<"servicePrincipals" | "resourceRoleScopes" | "accessPackages">["rows"]): Governance {
  const packages = new Map(Array.from(rows("accessPackages"), ({ id, displayName }) => [id, displayName]));
  const scopes = [...rows("resourceRoleScopes")];
  const ofApps = scopes.filter(({ originSystem }) => resourceKindOf(originSystem) === "servicePrincipal");
  const untold = scopes.filter(({ originSystem }) => resourceKindOf(originSystem) === "unknown");
  const byRole = Map.groupBy(ofApps, ({ scopeOriginId, roleOriginId }) => `${scopeOriginId}/${roleOriginId}`);
  const governed = new Set(ofApps.map(({ scopeOriginId }) => scopeOriginId));
  const apps = [...rows("servicePrincipals")].filter(({ id }) => governed.has(id));
  const nameOf = (id: string): string => packages.get(id) ?? id;
  return {
    names: new Map(apps.map(({ id, displayName }) => [id, displayName])),
    roles: new Map(apps.flatMap(({ id, appRoles }) => appRoles.map((role) => [`${id}/${role.id}`, role.displayName]))),
    giving: ({ resourceId, appRoleId }) =>
      (byRole.get(`${resourceId}/${appRoleId}`) ?? []).map(({ accessPackageId: id }) => ({ id, name: nameOf(id) })),
    untold: new Set(untold.map(({ accessPackageId }) => accessPackageId)),
    unknown: untold.map((scope) => untoldGrant(nameOf(scope.accessPackageId), scope.scopeOriginId, scope)),
  };
}
