import { describeGap } from "../conflicts/judge.ts";
import type { Selector } from "../conflicts/pack-schema.ts";
import type { Pack } from "../conflicts/packs.ts";
import { ScanError } from "../scan-error.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";

/** One side of an overlap audit, as it was found by name or id. */
export type OverlapEnd = { readonly kind: "accessPackage" | "group"; readonly id: string; readonly name: string };

/** The one package or group with that name or id. Throws `name/unresolved`, with the candidates where there are several. */
export function overlapEnd(snapshot: Snapshot, text: string): OverlapEnd {
  const ends: OverlapEnd[] = [];
  for (const { id, displayName: name } of snapshot.columns("accessPackages", ["id", "displayName"]))
    ends.push({ kind: "accessPackage", id, name });
  for (const { id, displayName: name } of snapshot.columns("groups", ["id", "displayName"]))
    ends.push({ kind: "group", id, name });

  const found = ends.filter(({ id, name }) => id === text || name === text);
  const [first, ...others] = found;
  if (first !== undefined && others.length === 0) return first;
  if (first === undefined) {
    const gaps = snapshot.coverage.filter(
      ({ section, status }) => (section === "accessPackages" || section === "groups") && status !== "complete",
    );
    if (gaps.length === 0) throw new ScanError("name/unresolved", `no access package or group is called "${text}"`);
    throw new ScanError("name/unread", `"${text}" was not found: ${gaps.map(describeGap).join("; ")}`);
  }
  const candidates = found.map(({ kind, id }) => `${kind} ${id}`).join(", ");
  throw new ScanError("name/unresolved", `"${text}" could be ${candidates}`);
}

/** The id of the conflict that an overlap audit judges. */
export const overlapConflictId = "overlap";

/** A pack of one conflict: nobody may hold both ends. Its duties have the ends' ids. */
export function overlapPack(a: OverlapEnd, b: OverlapEnd): Pack {
  const conflict = {
    id: overlapConflictId,
    title: `${a.name} and ${b.name} in one person's hands`,
    duties: [a.id, b.id],
    sides: [[a.id], [b.id]],
    atMost: 1,
    people: null,
    when: null,
    sameEntity: false,
    severity: "critical",
    scenario: null,
    controls: [],
    revoke: null,
    minimumHolders: {},
  } as const;
  return {
    name: "overlap",
    title: conflict.title,
    sources: [],
    duties: [dutyOf(a), dutyOf(b)],
    conflicts: [conflict],
    examples: [],
  };
}

function dutyOf(end: OverlapEnd): Pack["duties"][number] {
  return { id: end.id, title: end.name, kind: null, heldBy: [{ selector: selectorOf(end), at: end.name }] };
}

function selectorOf({ kind, id }: OverlapEnd): Selector {
  return kind === "accessPackage" ? { accessPackage: { id } } : { group: { id, membership: "transitive" } };
}
