import type { AccessPoint, Holding } from "../domain/access.ts";
import type { SourcedRow } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type AssignmentTerm, termOf } from "./assignment-term.ts";
import { holdersOf } from "./principals.ts";

/** An assignment, who holds it, and how it stands at the moment judged. */
export type Assignment = {
  readonly row: SourcedRow<"assignments">;
  readonly principalId: string;
  readonly term: AssignmentTerm;
};

/** Access packages by their assignments. */
export type Packages = {
  readonly all: readonly Assignment[];
  readonly active: (packageId: string) => readonly Assignment[];
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
  for (const { id } of snapshot.rows("accessPackages")) listed.add(id);
  const readAt = new Date(snapshot.run.startedAt);
  const all = [...snapshot.rows("assignments")].map((row) => ({
    row,
    principalId: holderId(row),
    term: termAt(row, asOf, readAt),
  }));
  const unread = unreadOf(snapshot, all);
  const active = all.filter(({ term }) => term.membership === "active");
  const byPackage = Map.groupBy(active, ({ row }) => row.accessPackageId);
  const byPrincipal = Map.groupBy(active, ({ principalId }) => principalId);
  const unknown = Map.groupBy(
    all.filter(({ term }) => term.membership === "unknown"),
    ({ row }) => row.accessPackageId,
  );
  const unclear = (packageId: string): readonly Assignment[] => unknown.get(packageId) ?? [];

  return {
    all,
    active: (packageId) => byPackage.get(packageId) ?? [],
    unclear,
    activeOf: (principalId) => byPrincipal.get(principalId) ?? [],
    holdings: (principalId, packageId, point) =>
      (byPrincipal.get(principalId) ?? [])
        .filter(({ row }) => row.accessPackageId === packageId)
        .map((assignment) => holdingBy(assignment, point)),
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

function holdingBy({ row, term }: Assignment, { kind, id, name }: AccessPoint): Holding {
  const policy = row.policyName === "" ? "assignment" : `assignment by policy "${row.policyName}"`;
  const held = { kind: "accessPackage", id: row.accessPackageId, name: row.accessPackageName };
  const path = [{ kind: "assignment", id: row.id, name: policy }, held];
  return {
    accessPoint: { kind, id, name },
    membership: "active",
    path: kind === "accessPackage" ? path : [...path, { kind, id, name }],
    from: term.from,
    until: term.until,
    evidence: [row.evidence],
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
