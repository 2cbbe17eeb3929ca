import type { AccessModel } from "../access/access-model.ts";
import type { AccessPoint, Holding } from "../domain/access.ts";
import type { Cut } from "./cut.ts";

/** What is gone once cuts are made: ids of assignments and app role assignments, and keys of memberships. */
export type Losses = {
  readonly assignments: ReadonlySet<string>;
  readonly memberships: ReadonlySet<string>;
  readonly appRoleAssignments: ReadonlySet<string>;
};

export function membershipKey(groupId: string, memberId: string): string {
  return `${groupId} ${memberId}`;
}

/**
 * What is cut and, with an assignment, what its package granted, unless another active assignment of the same holder
 * grants it, too.
 */
export function lossesBy(cuts: readonly Cut[], model: AccessModel): Losses {
  const cut = (kind: Cut["kind"]): readonly Cut[] => cuts.filter((candidate) => candidate.kind === kind);
  const assignments = new Set(cut("removeAssignment").map(({ objectId }) => objectId));
  const memberships = new Set(
    cut("removeGroupMember").map(({ objectId, principalId }) => membershipKey(objectId, principalId)),
  );
  const appRoleAssignments = new Set(cut("removeAppRoleAssignment").map(({ objectId }) => objectId));

  for (const principalId of new Set(cut("removeAssignment").map((one) => one.principalId))) {
    for (const point of noLongerGranted(principalId, assignments, model)) {
      if (point.kind === "group") memberships.add(membershipKey(point.id, principalId));
      if (point.kind !== "appRole") continue;
      const held = model.appRoles.assigned(point.id).filter((assigned) => assigned.principalId === principalId);
      for (const { id } of held) appRoleAssignments.add(id);
    }
  }
  return { assignments, memberships, appRoleAssignments };
}

/** A holding ends with the principal's own edge, the first of its path. */
export function isLost({ path: [first] }: Holding, principalId: string, losses: Losses): boolean {
  switch (first?.kind) {
    case "assignment":
      return losses.assignments.has(first.id);
    case "group":
      return losses.memberships.has(membershipKey(first.id, principalId));
    case "appRoleAssignment":
      return losses.appRoleAssignments.has(first.id);
    default:
      return false;
  }
}

function noLongerGranted(
  principalId: string,
  removed: ReadonlySet<string>,
  { packages, grants }: AccessModel,
): readonly AccessPoint[] {
  const { gone = [], left = [] } = Object.groupBy(packages.activeOf(principalId), ({ row }) =>
    removed.has(row.id) ? "gone" : "left",
  );
  const granted = (those: typeof gone): readonly AccessPoint[] =>
    those.flatMap(({ row }) => grants.grantedBy(row.accessPackageId));
  const kept = new Set(granted(left).map(keyOf));
  return granted(gone).filter((point) => !kept.has(keyOf(point)));
}

function keyOf({ kind, id }: AccessPoint): string {
  return `${kind} ${id}`;
}
