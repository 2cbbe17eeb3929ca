import type { PlanAction } from "../../src/domain/plan.ts";
import type { Row } from "../../src/snapshot/sections.ts";
import type { Snapshot } from "../../src/snapshot/snapshot.ts";
import { withRows } from "./tables.ts";

/**
 * The tenant as Graph and entitlement management leave it when the requests of the actions are sent, one after another:
 * written from their documentation and not from the plan's own simulation. Knows revocations only, and throws where a
 * request takes away what is not there.
 */
export function carriedOut(snapshot: Snapshot, actions: readonly PlanAction[]): Snapshot {
  const tenant = {
    assignments: [...snapshot.rows("assignments")],
    groupMembers: [...snapshot.rows("groupMembers")],
    appRoleAssignments: [...snapshot.rows("appRoleAssignments")],
  };
  for (const { request } of actions) {
    const path = request.url.replace("https://graph.microsoft.com/v1.0", "").split("/").map(decodeURIComponent);
    const [, kind, id = "", , member] = path;
    if (request.method === "POST" && request.url.endsWith("/entitlementManagement/assignmentRequests")) {
      endAssignment(tenant, snapshot, request.body as AdminRemove);
    } else if (request.method === "DELETE" && kind === "groups") {
      remove(tenant.groupMembers, (row) => row.groupId === id && row.memberId === member);
    } else if (request.method === "DELETE" && kind === "servicePrincipals") {
      remove(tenant.appRoleAssignments, (row) => row.resourceId === id && row.id === member);
    } else {
      throw new Error(`no revocation: ${request.method} ${request.url}`);
    }
  }
  const changed = new Map<string, readonly unknown[]>(Object.entries(tenant));
  return withRows(snapshot, (section) => (changed.get(section) ?? snapshot.rows(section)) as never);
}

type AdminRemove = { readonly requestType: "adminRemove"; readonly assignment: { readonly id: string } };

type Tenant = {
  readonly assignments: Row<"assignments">[];
  readonly groupMembers: Row<"groupMembers">[];
  readonly appRoleAssignments: Row<"appRoleAssignments">[];
};

/** Ends an assignment and takes away what its package grants, unless another delivered assignment of the holder grants it. */
function endAssignment(tenant: Tenant, snapshot: Snapshot, { requestType, assignment }: AdminRemove): void {
  if (requestType !== "adminRemove") throw new Error(`no revocation: ${String(requestType)}`);
  const gone = tenant.assignments.find(({ id }) => id === assignment.id);
  remove(tenant.assignments, ({ id }) => id === assignment.id);
  const holder = gone?.targetObjectId;
  const granted = (ids: ReadonlySet<string>) =>
    [...snapshot.rows("resourceRoleScopes")].filter(({ accessPackageId }) => ids.has(accessPackageId));
  const left = tenant.assignments.filter((row) => row.targetObjectId === holder && /^delivered$/iu.test(row.state));
  const kept = granted(new Set(left.map(({ accessPackageId }) => accessPackageId)));

  for (const { scopeOriginId, roleOriginId } of granted(new Set([gone?.accessPackageId ?? ""]))) {
    if (kept.some((other) => other.scopeOriginId === scopeOriginId && other.roleOriginId === roleOriginId)) continue;
    drop(tenant.groupMembers, (row) => row.groupId === scopeOriginId && row.memberId === holder);
    drop(
      tenant.appRoleAssignments,
      (row) => row.resourceId === scopeOriginId && row.appRoleId === roleOriginId && row.principalId === holder,
    );
  }
}

function remove<R>(rows: R[], isGone: (row: R) => boolean): void {
  if (!rows.some(isGone)) throw new Error("the request takes away what is not there");
  drop(rows, isGone);
}

function drop<R>(rows: R[], isGone: (row: R) => boolean): void {
  const kept = rows.filter((row) => !isGone(row));
  rows.splice(0, rows.length, ...kept);
}
