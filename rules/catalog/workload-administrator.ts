import { privilegedAccess, separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { Facts } from "../../src/rule-kit/facts/facts.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { namedIn } from "../../src/rule-kit/named.ts";
import { sentenceOf } from "../../src/rule-kit/role-holders.ts";
import { type Adjustment, defineRule, type Violation } from "../../src/rule-kit/rule.ts";
import type { Principal } from "../../src/domain/access.ts";

const microsoftGraph = "00000003-0000-0000-c000-000000000000";
const permission = "EntitlementManagement.ReadWrite.All";

export const workloadAdministrator = defineRule({
  meta: {
    id: "workload-administrator",
    code: "CAT-006",
    title: "Applications that can give out and take away packages",
    rationale: "Whoever has the application's secret, or owns it, grants what they like without anybody's approval.",
    remedy: "Take the permission or role from the application, or give it a role on one catalog and watch its owners.",
    severity: "high",
    references: [...privilegedAccess, ...separationOfDuties],
    falsePositives:
      "The identity that carries out revocations: name it in `allow`, and check its owners and credentials.",
    needs: ["servicePrincipals", "appRoleAssignments", "catalogDelegates"],
    concludesFromAbsenceOf: [],
    parameters: { allow: list([], "applications that may, by object id or name") },
  },

  evaluate({ rows, catalogDelegates: { held, unknown } }, { parameters }) {
    const isAllowed = namedIn(parameters.allow);
    const applications = applicationsIn(rows);
    const delegates = held.filter(({ principal }) => principal.type === "servicePrincipal");
    const found = [
      ...permittedBy(rows, applications),
      ...delegates.map(
        (delegate): Violation => ({
          principal: delegate.principal,
          subject: {
            kind: "catalogRole",
            id: `${delegate.catalogId ?? ""}/${delegate.role.id}`,
            name: delegate.role.name,
          },
          exposure: delegate.membership,
          message: `${sentenceOf(delegate, delegate.role.name)}, and is an application: no person answers for what it assigns`,
          evidence: delegate.evidence,
        }),
      ),
    ];
    const powerful = new Set(found.map(({ principal }) => principal?.id));
    return {
      examined: found.length + [...applications.keys()].filter((id) => !powerful.has(id)).length,
      violations: found.filter(({ principal }) => principal === null || !isAllowed(principal)).map(withState),
      undecided: [
        ...unknown,
        ...held
          .filter(({ principal }) => principal.type === "unknown")
          .map(
            ({ principal, role }) => `whether ${principal.displayName}, ${role.name}, is an application was not read`,
          ),
      ],
    };
  },
});

type Rows = Facts<"servicePrincipals" | "appRoleAssignments">["rows"];

function applicationsIn(rows: Rows): ReadonlyMap<string, Principal> {
  const applications = new Map<string, Principal>();
  for (const { id, displayName, accountEnabled: enabled } of rows("servicePrincipals")) {
    applications.set(id, { id, type: "servicePrincipal", userPrincipalName: null, displayName, enabled });
  }
  return applications;
}

function* permittedBy(rows: Rows, applications: ReadonlyMap<string, Principal>): Generator<Violation> {
  const roles = new Set<string>();
  for (const { id, appId, appRoles } of rows("servicePrincipals")) {
    if (appId !== microsoftGraph) continue;
    for (const role of appRoles) if (role.value === permission) roles.add(`${id}/${role.id}`);
  }
  for (const { resourceId, appRoleId, principalId, evidence } of rows("appRoleAssignments")) {
    const principal = applications.get(principalId);
    const id = `${resourceId}/${appRoleId}`;
    if (!roles.has(id) || principal === undefined) continue;
    yield {
      principal,
      subject: { kind: "appRole", id, name: permission },
      message: `${principal.displayName} has the application permission ${permission}: it can assign every package, and change every policy`,
      evidence: [evidence],
    };
  }
}

function withState(violation: Violation): Violation {
  if (violation.principal?.enabled !== false) return violation;
  const disabled: Adjustment = { steps: -1, because: "the application is disabled" };
  return { ...violation, adjustments: [...(violation.adjustments ?? []), disabled] };
}
