import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import type { AccessPoint, Holding, ObjectRef, Principal } from "../domain/access.ts";
import type { BoundDuty } from "../conflicts/conflict.ts";
import { isViolation } from "../conflicts/dual-holder.ts";
import { blocked, costOf, type Cut, type CutSet, joined, type Obstacle } from "./cut.ts";
import { givesBesides, isOfDuty } from "./nesting.ts";
import { assignmentCut, packageCuts } from "./package-cuts.ts";
import type { TenantLookup } from "./tenant-lookup.ts";

/** Finds the cuts that end every account's hold on a duty, as far as it can be activated. */
export function cutsFor(
  accounts: readonly Principal[],
  duty: BoundDuty,
  model: AccessModel,
  lookup: TenantLookup,
): CutSet {
  return joined(accounts.map(({ id }) => cutsOfAccount(id, duty, model, lookup)));
}

/**
 * Finds the cuts that end all paths by which a principal holds a duty or may activate it. What is pending or ahead stays: it
 * is for those to stop who decide on it.
 */
function cutsOfAccount(principalId: string, duty: BoundDuty, model: AccessModel, lookup: TenantLookup): CutSet {
  const holdings = (point: HeldPoint): readonly Holding[] => model.holdings(principalId, point).filter(isViolating);
  const ending = (point: HeldPoint): CutSet =>
    joined(holdings(point).map((held) => cutsOf(held, principalId, duty.points, model, lookup)));
  return joined(duty.ways.map((way) => easiest(way.map(ending))));
}

/** Of a way that takes several points, one is enough to end it: one not held at all, or that costs least and nothing forbids. */
function easiest(sets: readonly CutSet[]): CutSet {
  const [best = blocked({ reason: "nothing is held", whoCan: "nobody" })] = sets.toSorted(
    (a, b) => a.obstacles.length - b.obstacles.length || costOf(a.cuts) - costOf(b.cuts),
  );
  return best;
}

function isViolating({ membership }: Holding): boolean {
  return isViolation({ exposure: membership });
}

function cutsOf(
  { path: [first, next], accessPoint }: Holding,
  principalId: string,
  points: readonly HeldPoint[],
  model: AccessModel,
  lookup: TenantLookup,
): CutSet {
  switch (first?.kind) {
    case "assignment": {
      const held = model.packages.activeOf(principalId).filter(({ id }) => id === first.id);
      return joined(held.map((assignment) => assignmentCut(assignment, points, model, lookup)));
    }
    case "group":
      return membershipCut(first, principalId, points, model, lookup);
    case "groupEligibility":
      return eligibilityCut(next ?? accessPoint, principalId, points, model, lookup);
    case "directoryRoleAssignment":
    case "directoryRoleEligibility":
      return roleCut(accessPoint, principalId, points, model, lookup);
    case "appRoleAssignment":
      return appRoleCut(first.id, accessPoint, principalId, points, model, lookup);
    default:
      return blocked({ reason: `no way is known to cut ${accessPoint.name}`, whoCan: "its owner" });
  }
}

function membershipCut(
  group: ObjectRef,
  principalId: string,
  points: readonly HeldPoint[],
  model: AccessModel,
  lookup: TenantLookup,
): CutSet {
  const accessPoint = { kind: "group", id: group.id, name: group.name } as const;
  const byPackages = packageCuts(accessPoint, principalId, points, model, lookup);
  if (byPackages !== null) return byPackages;

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

function eligibilityCut(
  { id, name }: ObjectRef,
  principalId: string,
  points: readonly HeldPoint[],
  model: AccessModel,
  lookup: TenantLookup,
): CutSet {
  const accessPoint = { kind: "group", id, name } as const;
  const byPackages = packageCuts(accessPoint, principalId, points, model, lookup);
  if (byPackages !== null) return byPackages;
  const collateral = givesBesides(id, points, model);
  return {
    cuts: [{ kind: "removeGroupEligibility", objectId: id, principalId, accessPoint, collateral }],
    obstacles: [],
  };
}

function roleCut(
  role: AccessPoint,
  principalId: string,
  points: readonly HeldPoint[],
  model: AccessModel,
  lookup: TenantLookup,
): CutSet {
  const byPackages = packageCuts(role, principalId, points, model, lookup);
  if (byPackages !== null) return byPackages;
  return blocked({
    reason: `sodscan takes no directory role away (${role.name})`,
    whoCan: "a Privileged Role Administrator",
  });
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
  const byPackages = packageCuts(accessPoint, principalId, points, model, lookup);
  if (byPackages !== null) return byPackages;
  const cut: Cut = {
    kind: "removeAppRoleAssignment",
    objectId: assignmentId,
    principalId,
    accessPoint,
    collateral: [],
  };
  return { cuts: [cut], obstacles: [] };
}
