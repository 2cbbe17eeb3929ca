import type { AccessPoint, Holding, Membership, ObjectRef } from "../domain/access.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Assignment } from "./assignment-place.ts";
import { type Assignments, assignmentsOf } from "./assignments.ts";
import type { Holders } from "./holders.ts";
import { type OpenRequest, type OpenRequests, openRequestsOf } from "./open-requests.ts";
import type { Principals } from "./principals.ts";
import { sortedNumbers, union } from "./sorted-numbers.ts";
import type { Span } from "./span.ts";

/** Access packages by their assignments, and by the requests under way for them. */
export type Packages = {
  readonly assignments: Assignments;
  readonly requests: OpenRequests;
  /** Who will have which package: by an assignment that is ahead, or by an open request. */
  readonly ahead: readonly { readonly principalId: string; readonly packageId: string }[];
  readonly active: (packageId: string) => readonly Assignment[];
  /** Numbers of those who have it actively, ascending. */
  readonly holders: (packageId: string) => Uint32Array;
  /** Numbers of all who do or will, ascending: by an assignment that is ahead, or by an open request. */
  readonly everyHolder: (packageId: string) => Uint32Array;
  /** In a state or with dates that cannot be read. */
  readonly unclear: (packageId: string) => readonly Assignment[];
  readonly activeOf: (principalId: string) => readonly Assignment[];
  readonly holdings: (principalId: string, packageId: string, point: AccessPoint) => readonly Holding[];
  /**
   * Says so where the package was never listed, so that its assignments were never asked for, or where some of them are in a
   * state or have dates that cannot be read.
   */
  readonly blindSpot: (accessPackage: Pick<AccessPoint, "id" | "name">) => string | null;
};

export function packagesOf(snapshot: Snapshot, principals: Principals, holders: Holders, asOf: Date): Packages {
  const assignments = assignmentsOf(snapshot, principals, holders, asOf);
  const requests = openRequestsOf(snapshot, { holderOf: holders.of, isAssigned: assignments.has }, asOf);
  const requested = Map.groupBy(requests.all, ({ packageId }) => packageId);
  const requestedBy = Map.groupBy(requests.all, ({ principalId }) => principalId);
  const unread = unreadOf(snapshot, assignments, principals);
  const listed = new Set<string>();
  for (const { id } of snapshot.columns("accessPackages", ["id"])) listed.add(id);

  const isActive = (number: number): boolean => assignments.membershipOf(number) === "active";
  const isUnclear = (number: number): boolean => assignments.membershipOf(number) === "unknown";
  const of = (numbers: Uint32Array): readonly Assignment[] => Array.from(numbers, assignments.at);
  const holdersOf = (numbers: Uint32Array): Uint32Array => union([numbers.map(assignments.holderOf)]);
  const unclear = (packageId: string): readonly Assignment[] => of(assignments.toPackage(packageId).filter(isUnclear));
  const assignedTo = (principalId: string): Uint32Array => {
    const number = principals.numberOf(principalId);
    return number === undefined ? new Uint32Array() : assignments.heldBy(number);
  };
  return {
    assignments,
    requests,
    ahead: [...assignedAhead(assignments), ...requests.all],
    active: (packageId) => of(assignments.toPackage(packageId).filter(isActive)),
    holders: (packageId) => holdersOf(assignments.toPackage(packageId).filter(isActive)),
    everyHolder: (packageId) => {
      const requesting = (requested.get(packageId) ?? []).map(({ principalId }) => principalId);
      const assigned = assignments.toPackage(packageId).filter((number) => isHeld(assignments.membershipOf(number)));
      return union([holdersOf(assigned), sortedNumbers(requesting, principals)]);
    },
    unclear,
    activeOf: (principalId) => of(assignedTo(principalId).filter(isActive)),
    holdings: (principalId, packageId, point) =>
      [
        ...of(assignedTo(principalId).filter((number) => assignments.packageOf(number) === packageId)).flatMap(heldBy),
        ...(requestedBy.get(principalId) ?? []).filter((request) => request.packageId === packageId).map(heldByRequest),
      ].map((held) => holdingBy(held, point)),
    blindSpot: ({ id, name }) => {
      if (!listed.has(id)) return `"${name}" is not among the packages that were listed`;
      const missing = unread.get(id);
      if (missing !== undefined)
        return `the tenant tells of an assignment of ${missing} to "${name}" that was not read`;
      const [first, ...others] = unclear(id);
      if (first === undefined) return null;
      return `${1 + others.length} of the assignments to "${name}" have a state or dates sodscan cannot read (such as "${first.state}")`;
    },
  };
}

function isHeld(membership: Assignment["term"]["membership"]): membership is Membership {
  return membership !== "ended" && membership !== "unknown";
}

function assignedAhead(assignments: Assignments): Packages["ahead"] {
  const ahead: Packages["ahead"][number][] = [];
  for (let number = 0; number < assignments.size; number += 1) {
    const membership = assignments.membershipOf(number);
    if (membership === "active" || !isHeld(membership)) continue;
    const { principalId, accessPackageId: packageId } = assignments.at(number);
    ahead.push({ principalId, packageId });
  }
  return ahead;
}

/** A package that is held, or will be, and by what. */
type HeldPackage = {
  readonly packageId: string;
  readonly membership: Membership;
  readonly span: Span;
  readonly hop: ObjectRef;
  readonly packageName: string;
  readonly evidence: EvidenceRef;
};

function heldBy(assignment: Assignment): readonly HeldPackage[] {
  const { membership, from, until } = assignment.term;
  if (!isHeld(membership)) return [];
  const { id, accessPackageId: packageId, accessPackageName: packageName, policyName, state, evidence } = assignment;
  const name = policyName === "" ? "assignment" : `assignment by policy "${policyName}"`;
  const when = { pending: ` (${state})`, scheduled: ` that begins on ${from?.slice(0, 10) ?? ""}` };
  const hop = {
    kind: "assignment",
    id,
    name: membership === "pending" || membership === "scheduled" ? `${name}${when[membership]}` : name,
  };
  return [{ packageId, membership, span: { from, until }, hop, packageName, evidence }];
}

function heldByRequest({ row, packageId, membership, span }: OpenRequest): HeldPackage {
  const hop = { kind: "assignmentRequest", id: row.id, name: `request (${row.state ?? ""})` };
  return { packageId, membership, span, hop, packageName: row.accessPackageName ?? packageId, evidence: row.evidence };
}

function holdingBy(held: HeldPackage, { kind, id, name }: AccessPoint): Holding {
  const accessPackage = { kind: "accessPackage", id: held.packageId, name: held.packageName };
  const path = [held.hop, accessPackage];
  return {
    accessPoint: { kind, id, name },
    membership: held.membership,
    path: kind === "accessPackage" ? path : [...path, { kind, id, name }],
    ...held.span,
    evidence: [held.evidence],
  };
}

/**
 * Who has an assignment that was not read, by package: the tenant, asked for those who have both packages of a declaration,
 * tells an assignment to the one, and thereby that there is one to the other.
 */
function unreadOf(snapshot: Snapshot, assignments: Assignments, principals: Principals): ReadonlyMap<string, string> {
  const has = (principalId: string, packageId: string): boolean => {
    const number = principals.numberOf(principalId);
    if (number === undefined) return false;
    return assignments.heldBy(number).some((one) => assignments.packageOf(one) === packageId);
  };
  const unread = new Map<string, string>();
  for (const told of snapshot.columns("additionalAccess", toldOf)) {
    const { accessPackageId, incompatibleId, assignmentId, targetObjectId, targetName } = told;
    if (!assignments.has(assignmentId)) unread.set(accessPackageId, targetName);
    if (targetObjectId !== null && !has(targetObjectId, incompatibleId)) unread.set(incompatibleId, targetName);
  }
  return unread;
}

const toldOf = ["accessPackageId", "incompatibleId", "assignmentId", "targetObjectId", "targetName"] as const;
