import type { AccessModel } from "../access/access-model.ts";
import type { AccessPoint, Holding } from "../domain/access.ts";
import type { Cut } from "./cut.ts";

/** What is gone once cuts are made: ids of assignments and app role assignments, and keys of what is held by a principal. */
export type Losses = {
  readonly assignments: ReadonlySet<string>;
  readonly memberships: ReadonlySet<string>;
  /** Rights to activate a membership. */
  readonly eligibilities: ReadonlySet<string>;
  readonly directoryRoles: ReadonlySet<string>;
  readonly appRoleAssignments: ReadonlySet<string>;
};

/** Of a group or role, and who is in it or has it. */
export function heldKey(id: string, principalId: string): string {
  return `${id} ${principalId}`;
}

/**
 * What is cut and, with an assignment, what its package granted, unless another active assignment of the same holder
 * grants it, too.
 */
export function lossesBy(cuts: readonly Cut[], model: AccessModel): Losses {
  const cut = (kind: Cut["kind"]): readonly Cut[] => cuts.filter((candidate) => candidate.kind === kind);
  const assignments = new Set(cut("removeAssignment").map(({ objectId }) => objectId));
  const held = (kind: Cut["kind"]): Set<string> =>
    new Set(cut(kind).map(({ objectId, principalId }) => heldKey(objectId, principalId)));
  const memberships = held("removeGroupMember");
  const eligibilities = held("removeGroupEligibility");
  const directoryRoles = new Set<string>();
  const appRoleAssignments = new Set(cut("removeAppRoleAssignment").map(({ objectId }) => objectId));

  for (const principalId of new Set(cut("removeAssignment").map((one) => one.principalId))) {
    for (const point of noLongerGranted(principalId, assignments, model)) {
      const key = heldKey(point.id, principalId);
      if (point.kind === "group") for (const lost of [memberships, eligibilities]) lost.add(key);
      if (point.kind === "directoryRole") directoryRoles.add(key);
      if (point.kind !== "appRole") continue;
      const held = model.appRoles.assigned(point.id).filter((assigned) => assigned.principalId === principalId);
      for (const { id } of held) appRoleAssignments.add(id);
    }
  }
  return { assignments, memberships, eligibilities, directoryRoles, appRoleAssignments };
}

/** A holding ends with the principal's own edge, the first of its path. */
export function isLost({ path: [first, next], accessPoint }: Holding, principalId: string, losses: Losses): boolean {
  switch (first?.kind) {
    case "assignment":
      return losses.assignments.has(first.id);
    case "group":
      return losses.memberships.has(heldKey(first.id, principalId));
    case "groupEligibility":
      return losses.eligibilities.has(heldKey(next?.id ?? "", principalId));
    case "directoryRoleAssignment":
    case "directoryRoleEligibility":
      return losses.directoryRoles.has(heldKey(accessPoint.id, principalId));
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
  const { gone = [], left = [] } = Object.groupBy(packages.activeOf(principalId), ({ id }) =>
    removed.has(id) ? "gone" : "left",
  );
  const granted = (those: typeof gone): readonly AccessPoint[] =>
    those.flatMap(({ accessPackageId }) => grants.grantedBy(accessPackageId));
  const kept = new Set(granted(left).map(keyOf));
  return granted(gone).filter((point) => !kept.has(keyOf(point)));
}

function keyOf({ kind, id }: AccessPoint): string {
  return `${kind} ${id}`;
}
