import type { AccessModel } from "../access/access-model.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { binderOf } from "./bind.ts";
import { type BoundConflict, boundConflicts } from "./conflicts.ts";
import type { DutyKind } from "./pack-schema.ts";
import type { Pack, PackConflict, PackDuty } from "./packs.ts";

/**
 * Pairs of duties of one pack that no conflict of it names and whose kinds hardly belong in one hand, as conflicts to be
 * judged like any other; of bound duties only. Authorization, custody and recording go apart, and whoever does anything does
 * not verify it (COSO principle 10; GAO Green Book 10.12-10.14).
 */
export function uncataloguedCombinations(
  snapshot: Snapshot,
  model: AccessModel,
  packs: readonly Pack[],
): readonly BoundConflict[] {
  const bind = binderOf(snapshot, model);
  return packs.flatMap((pack) => boundConflicts({ ...pack, conflicts: combinationsIn(pack) }, bind, [], null));
}

function combinationsIn({ name, duties, conflicts }: Pack): readonly PackConflict[] {
  const bound = duties.filter(({ heldBy }) => heldBy.length > 0);
  return bound.flatMap((one, index) =>
    bound
      .slice(index + 1)
      .filter((other) => clash(one.kind, other.kind) && !isCatalogued([one.id, other.id], conflicts))
      .map((other) => combination(name, one, other)),
  );
}

function clash(one: DutyKind | null, other: DutyKind | null): boolean {
  if (one === null || other === null || one === other) return false;
  return one === "verification" || other === "verification" || (one !== "design" && other !== "design");
}

/** Somebody thought of the pair: it stands on two sides of a conflict, whatever that allows. */
function isCatalogued(pair: readonly string[], conflicts: readonly PackConflict[]): boolean {
  return conflicts.some(({ sides }) => {
    const [one, other] = pair.map((duty) => sides.findIndex((side) => side.includes(duty)));
    return one !== -1 && other !== -1 && one !== other;
  });
}

function combination(pack: string, one: PackDuty, other: PackDuty): PackConflict {
  const duties = [one.id, other.id];
  return {
    id: `${pack}/${duties.join("+")}`,
    title: `${one.title} + ${other.title}`,
    duties,
    sides: duties.map((duty) => [duty]),
    atMost: 1,
    people: null,
    when: null,
    sameEntity: false,
    severity: "low",
    scenario: null,
    controls: [],
    revoke: null,
    minimumHolders: {},
  };
}
