import type { AccessPoint, Holding, Membership, ObjectRef } from "../domain/access.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { SourcedRow } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type AssignmentTerm, termOf } from "./assignment-term.ts";
import { type OpenRequest, type OpenRequests, openRequestsOf } from "./open-requests.ts";
import { holdersOf } from "./principals.ts";
import type { Span } from "./span.ts";

/** An assignment, who holds it, and how it stands at the moment judged. */
export type Assignment = {
  readonly row: SourcedRow<"assignments">;
  readonly principalId: string;
  readonly term: AssignmentTerm;
};

/** Access packages by their assignments, and by the requests under way for them. */
export type Packages = {
  readonly all: readonly Assignment[];
  readonly requests: OpenRequests;
  /** Who will have which package: by an assignment that is ahead, or by an open request. */
  readonly ahead: readonly { readonly principalId: string; readonly packageId: string }[];
  readonly active: (packageId: string) => readonly Assignment[];
  /** Ids of those who have it actively, and of all who do or will: by an assignment that is ahead, or by an open request. */
  readonly holderIds: (packageId: string) => readonly string[];
  readonly everyHolderId: (packageId: string) => readonly string[];
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

export function packagesOf(snapshot: Snapshot, asOf: Date): Packages {
  const holderId = holdersOf(snapshot);
  const listed = new Set<string>();
  for (const { id } of snapshot.columns("accessPackages", ["id"])) listed.add(id);
  const readAt = new Date(snapshot.run.startedAt);
  const all = [...snapshot.rows("assignments")].map((row) => ({
    row,
    principalId: holderId(row),
    term: termAt(row, asOf, readAt),
  }));
  const requests = openRequestsOf(snapshot, holderId, asOf);
  const unread = unreadOf(snapshot, all);
  const active = all.filter(({ term }) => term.membership === "active");
  const byPackage = Map.groupBy(active, ({ row }) => row.accessPackageId);
  const byPrincipal = Map.groupBy(active, ({ principalId }) => principalId);
  const held = [...all.flatMap(heldBy), ...requests.all.map(heldByRequest)];
  const heldByPackage = Map.groupBy(held, ({ packageId }) => packageId);
  const heldByPrincipal = Map.groupBy(held, ({ principalId }) => principalId);
  const unknown = Map.groupBy(
    all.filter(({ term }) => term.membership === "unknown"),
    ({ row }) => row.accessPackageId,
  );
  const unclear = (packageId: string): readonly Assignment[] => unknown.get(packageId) ?? [];

  return {
    all,
    requests,
    ahead: held.filter(({ membership }) => membership !== "active"),
    active: (packageId) => byPackage.get(packageId) ?? [],
    holderIds: (packageId) => (byPackage.get(packageId) ?? []).map(({ principalId }) => principalId),
    everyHolderId: (packageId) => (heldByPackage.get(packageId) ?? []).map(({ principalId }) => principalId),
    unclear,
    activeOf: (principalId) => byPrincipal.get(principalId) ?? [],
    holdings: (principalId, packageId, point) =>
      (heldByPrincipal.get(principalId) ?? [])
        .filter((candidate) => candidate.packageId === packageId)
        .map((candidate) => holdingBy(candidate, point)),
    blindSpot: ({ id, name }) => {
      if (!listed.has(id)) return `"${name}" is not among the packages that were listed`;
      const missing = unread.get(id);
      if (missing !== undefined)
        return `the tenant tells of an assignment of ${missing} to "${name}" that was not read`;
      const [first, ...others] = unclear(id);
      if (first === undefined) return null;
      return `${1 + others.length} of the assignments to "${name}" have a state or dates sodscan cannot read (such as "${first.row.state}")`;
    },
  };
}

/** What was over when the tenant was read may have been held at a moment before, unless it was over by then. */
function termAt(row: SourcedRow<"assignments">, asOf: Date, readAt: Date): AssignmentTerm {
  const term = termOf(row, asOf);
  const overBy = Date.parse(row.expiredDateTime ?? "");
  const isTold = term.membership !== "ended" || asOf >= readAt || overBy <= asOf.getTime();
  return isTold ? term : { ...term, membership: "unknown" };
}

/** A package that is held, or will be, and by what. */
type HeldPackage = {
  readonly packageId: string;
  readonly principalId: string;
  readonly membership: Membership;
  readonly span: Span;
  readonly hop: ObjectRef;
  readonly packageName: string;
  readonly evidence: EvidenceRef;
};

function heldBy({ row, principalId, term: { membership, from, until } }: Assignment): readonly HeldPackage[] {
  if (membership === "ended" || membership === "unknown") return [];
  const { id, accessPackageId: packageId, accessPackageName: packageName, policyName, state, evidence } = row;
  const name = policyName === "" ? "assignment" : `assignment by policy "${policyName}"`;
  const when = { pending: ` (${state})`, scheduled: ` that begins on ${from?.slice(0, 10) ?? ""}` };
  const hop = {
    kind: "assignment",
    id,
    name: membership === "pending" || membership === "scheduled" ? `${name}${when[membership]}` : name,
  };
  return [{ packageId, principalId, membership, span: { from, until }, hop, packageName, evidence }];
}

function heldByRequest({ row, packageId, principalId, membership, span }: OpenRequest): HeldPackage {
  const hop = { kind: "assignmentRequest", id: row.id, name: `request (${row.state ?? ""})` };
  return {
    packageId,
    principalId,
    membership,
    span,
    hop,
    packageName: row.accessPackageName ?? packageId,
    evidence: row.evidence,
  };
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
function unreadOf(snapshot: Snapshot, assignments: readonly Assignment[]): ReadonlyMap<string, string> {
  const told = [...snapshot.rows("additionalAccess")];
  if (told.length === 0) return new Map();
  const read = new Set(assignments.map(({ row }) => row.id));
  const had = new Set(assignments.map(({ row }) => `${row.targetObjectId} ${row.accessPackageId}`));
  return new Map(
    told.flatMap(({ accessPackageId, incompatibleId, assignmentId, targetObjectId, targetName }) => [
      ...(read.has(assignmentId) ? [] : [[accessPackageId, targetName] as const]),
      ...(targetObjectId === null || had.has(`${targetObjectId} ${incompatibleId}`)
        ? []
        : [[incompatibleId, targetName] as const]),
    ]),
  );
}
