import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import type { Declaration } from "../domain/assessment.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { BoundDuty, Conflict } from "./conflict.ts";

/** What the tenant declares incompatible, one directed edge each, in the order of ids. */
export function declarationsOf(snapshot: Snapshot): readonly Declaration[] {
  const packages: Declaration[] = [];
  for (const { accessPackageId, incompatibleId } of snapshot.columns("incompatibleAccessPackages", [
    "accessPackageId",
    "incompatibleId",
  ])) {
    packages.push({ from: accessPackageId, to: incompatibleId, kind: "accessPackage" });
  }
  const groups: Declaration[] = [];
  for (const { accessPackageId, groupId } of snapshot.columns("incompatibleGroups", ["accessPackageId", "groupId"])) {
    groups.push({ from: accessPackageId, to: groupId, kind: "group" });
  }
  return [...packages, ...groups]
    .filter(({ from, to }) => from !== to)
    .sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to));
}

/** `declared/<package>/<package or group>`, two packages in the order of their ids, whichever way they are declared. */
export function declaredConflictId(declaration: Declaration): string {
  return `declared/${endsOf(declaration).join("/")}`;
}

function endsOf({ from, to, kind }: Declaration): readonly [string, string] {
  return kind === "group" || from < to ? [from, to] : [to, from];
}

/** The conflicts behind the declarations; two packages are one conflict, declared one way or both. */
export function declaredConflicts(snapshot: Snapshot, model: AccessModel): readonly Conflict[] {
  const names = namesOf(snapshot);
  const nameOf = (id: string): string => model.groups.row(id)?.displayName ?? names.get(id) ?? id;
  const byId = Map.groupBy(declarationsOf(snapshot), declaredConflictId);
  return [...byId].flatMap(([id, declarations]): readonly Conflict[] => {
    const [first] = declarations;
    if (first === undefined) return [];
    const [one, other] = endsOf(first);
    const duties = [end("accessPackage", one, nameOf(one)), end(first.kind, other, nameOf(other))];
    return [
      {
        id,
        source: "declared",
        pack: null,
        title: `${duties.map(({ title }) => title).join(" and ")} are declared incompatible`,
        severity: "high",
        atMost: 1,
        people: null,
        when: null,
        duties,
        sides: duties.map((duty) => [duty.id]),
        declarations,
        revoke: null,
        minimumHolders: {},
      },
    ];
  });
}

function end(kind: HeldPoint["kind"], id: string, name: string): BoundDuty {
  const point: HeldPoint = { kind, id, name, reach: "transitive" };
  return { id, title: name, points: [point], ways: [[point]], problems: [], unbound: false };
}

/** Names of packages and declared groups, from wherever the snapshot has them. */
function namesOf(snapshot: Snapshot): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { incompatibleId, incompatibleName } of snapshot.columns("incompatibleAccessPackages", [
    "incompatibleId",
    "incompatibleName",
  ])) {
    names.set(incompatibleId, incompatibleName);
  }
  for (const { groupId, groupName } of snapshot.columns("incompatibleGroups", ["groupId", "groupName"]))
    names.set(groupId, groupName);
  for (const { id, displayName } of snapshot.columns("accessPackages", ["id", "displayName"]))
    names.set(id, displayName);
  return names;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
