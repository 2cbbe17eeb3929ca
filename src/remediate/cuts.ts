import type { Assignment } from "../access/packages.ts";
import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import type { AccessPoint, Holding, ObjectRef } from "../domain/access.ts";
import type { BoundDuty } from "../conflicts/conflict.ts";
import { costOf, type Cut, type Obstacle } from "./cut.ts";
import { givesBesides, goesWith, isOfDuty } from "./nesting.ts";
import type { TenantLookup } from "./tenant-lookup.ts";

/** What it takes to end a principal's hold on a duty: every edge to cut, and every path that Graph cannot cut. */
export type CutSet = { readonly cuts: readonly Cut[]; readonly obstacles: readonly Obstacle[] };

/** Finds the cuts that end all paths from a principal to a duty. */
export function cutsFor(principalId: string, duty: BoundDuty, model: AccessModel, lookup: TenantLookup): CutSet {
  const ending = (point: HeldPoint): CutSet =>
    joined(model.holdings(principalId, point).map((held) => cutsOf(held, principalId, duty.points, model, lookup)));
  return joined(duty.ways.map((way) => easiest(way.map(ending))));
}

/** Of a way that takes several points, one is enough to end it: one not held at all, or that costs least and nothing forbids. */
function easiest(sets: readonly CutSet[]): CutSet {
  const [best = blocked({ reason: "nothing is held", whoCan: "nobody" })] = sets.toSorted(
    (a, b) => a.obstacles.length - b.obstacles.length || costOf(a.cuts) - costOf(b.cuts),
  );
  return best;
}

function cutsOf(
  { path: [first], accessPoint }: Holding,
  principalId: string,
  points: readonly HeldPoint[],
  model: AccessModel,
  lookup: TenantLookup,
): CutSet {
  switch (first?.kind) {
    case "assignment": {
      const held = model.packages.activeOf(principalId).filter(({ row }) => row.id === first.id);
      return joined(held.map((assignment) => assignmentCut(assignment, points, model, lookup)));
    }
    case "group":
      return membershipCut(first, principalId, points, model, lookup);
    case "appRoleAssignment":
      return appRoleCut(first.id, accessPoint, principalId, points, model, lookup);
    default:
      return blocked({ reason: `no way is known to cut ${accessPoint.name}`, whoCan: "its owner" });
  }
}

function assignmentCut(
  { row, principalId }: Assignment,
  points: readonly HeldPoint[],
  model: AccessModel,
  lookup: TenantLookup,
): CutSet {
  if (row.policyId !== null && lookup.isAutomatic(row.policyId)) {
    return blocked({
      reason: `"${row.accessPackageName}" is assigned by the rule of policy "${row.policyName}" and would be assigned again`,
      whoCan: "whoever may change the policy's rule, or the attribute it tests (catalog owner, access package manager)",
    });
  }
  const accessPoint = { kind: "accessPackage", id: row.accessPackageId, name: row.accessPackageName } as const;
  const collateral = goesWith(row.accessPackageId, points, model);
  return {
    cuts: [{ kind: "removeAssignment", objectId: row.id, principalId, accessPoint, collateral }],
    obstacles: [],
  };
}

function membershipCut(
  group: ObjectRef,
  principalId: string,
  points: readonly HeldPoint[],
  model: AccessModel,
  lookup: TenantLookup,
): CutSet {
  const accessPoint = { kind: "group", id: group.id, name: group.name } as const;
  const governing = assignmentsGranting(accessPoint, principalId, model);
  if (governing.length > 0)
    return joined(governing.map((assignment) => assignmentCut(assignment, points, model, lookup)));

  const obstacle = groupObstacle(group, points, model, lookup);
  if (obstacle !== null) return blocked(obstacle);
  const collateral = [
    ...givesBesides(group.id, points, model),
    ...(model.groupBlindSpots.hideParents() ? [unreadGroups] : []),
  ];
  return {
    cuts: [{ kind: "removeGroupMember", objectId: group.id, principalId, accessPoint, collateral }],
    obstacles: [],
  };
}

/** A group may stand in any group whose members were not read; what that gives goes with the membership, too. */
const unreadGroups: ObjectRef = { kind: "unread", id: "groups", name: "what groups that were not read may give" };

function groupObstacle(
  { id, name }: ObjectRef,
  points: readonly HeldPoint[],
  model: AccessModel,
  lookup: TenantLookup,
): Obstacle | null {
  const row = model.groups.row(id);
  if (row?.groupTypes.some((type) => type.toLowerCase() === "dynamicmembership") === true) {
    const rule = row.membershipRule === null ? "" : ` (${row.membershipRule})`;
    return {
      reason: `"${name}" is a dynamic group: its rule${rule} decides who is in it`,
      whoCan: lookup.ownersOf(id),
    };
  }
  if (row?.onPremisesSyncEnabled === true) {
    return {
      reason: `"${name}" is synchronised from on-premises and read-only in Entra`,
      whoCan: "the on-premises Active Directory administrators",
    };
  }
  const others = isOfDuty(id, points, model) ? [] : givesBesides(id, points, model);
  if (others.length === 0) return null;
  const names = others.map((other) => other.name).join(", ");
  return { reason: `"${name}" is nested, and those in it need it for ${names}, too`, whoCan: lookup.ownersOf(id) };
}

function appRoleCut(
  assignmentId: string,
  accessPoint: AccessPoint,
  principalId: string,
  points: readonly HeldPoint[],
  model: AccessModel,
  lookup: TenantLookup,
): CutSet {
  const governing = assignmentsGranting(accessPoint, principalId, model);
  if (governing.length > 0)
    return joined(governing.map((assignment) => assignmentCut(assignment, points, model, lookup)));
  const cut: Cut = {
    kind: "removeAppRoleAssignment",
    objectId: assignmentId,
    principalId,
    accessPoint,
    collateral: [],
  };
  return { cuts: [cut], obstacles: [] };
}

/**
 * The principal's active assignments to packages that grant the access point. Entra takes the access away with the last of
 * them, even where it was there before
 * (https://learn.microsoft.com/entra/id-governance/entitlement-management-access-package-resources).
 */
function assignmentsGranting(point: AccessPoint, principalId: string, model: AccessModel): readonly Assignment[] {
  const granting = new Set(model.grants.packagesGranting(point));
  return model.packages.activeOf(principalId).filter(({ row }) => granting.has(row.accessPackageId));
}

function joined(sets: readonly CutSet[]): CutSet {
  return { cuts: sets.flatMap(({ cuts }) => cuts), obstacles: sets.flatMap(({ obstacles }) => obstacles) };
}

function blocked(obstacle: Obstacle): CutSet {
  return { cuts: [], obstacles: [obstacle] };
}
