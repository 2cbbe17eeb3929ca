import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import type { Declaration } from "../domain/assessment.ts";
import type { SectionName } from "../domain/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type Binder, type Binding, binderOf, selectorsIn } from "./bind.ts";
import { byEntity } from "./by-entity.ts";
import { type BoundDuty, type Conflict, dutiesBySide } from "./conflict.ts";
import { declarationsOf, declaredConflicts } from "./declared.ts";
import type { Selector } from "./pack-schema.ts";
import type { Pack, PackConflict, PackDuty } from "./packs.ts";
import { type Attributes, attributesOf, type ScopeTest, scopeTestOf } from "./scope.ts";

/**
 * A conflict, the sections without which some of its names could not be found, and those in which the others were: their
 * unread parts might hold another of the same name.
 */
export type BoundConflict = {
  readonly conflict: Conflict;
  readonly unread: readonly SectionName[];
  readonly foundByName: readonly SectionName[];
  /** Whom it applies to; null for everyone. */
  readonly scope: ScopeTest | null;
};

/** Every conflict there is for a tenant: those of the packs, bound to it, and those it declares itself. */
export function conflictsOf(snapshot: Snapshot, model: AccessModel, packs: readonly Pack[]): readonly BoundConflict[] {
  const bind = binderOf(snapshot, model);
  const declarations = declarationsOf(snapshot);
  const users = packs.some(({ conflicts }) => conflicts.some(({ when }) => when !== null))
    ? attributesOf(snapshot)
    : null;
  const fromPacks = packs.flatMap((pack) => boundConflicts(pack, bind, declarations, users));
  const declared = declaredConflicts(snapshot, model).map((conflict) => ({
    conflict,
    unread: [],
    foundByName: [],
    scope: null,
  }));
  return [...fromPacks, ...declared];
}

/** The conflicts of a pack, bound to the tenant. */
export function boundConflicts(
  pack: Pack,
  bind: Binder,
  declarations: readonly Declaration[],
  users: Attributes | null,
): readonly BoundConflict[] {
  const { name, duties, conflicts } = byEntity(pack);
  const once = bindingOnce(bind);
  const bound = new Map(duties.map((duty) => [duty.id, bindDuty(duty, once)]));
  return conflicts.map((conflict) => boundConflict(name, conflict, bound, declarations, users));
}

/** An entry for every legal entity is one of each entity's duty. */
function bindingOnce(bind: Binder): Binder {
  const known = new Map<Selector, Binding>();
  return (named) => {
    const binding = known.get(named.selector) ?? bind(named);
    known.set(named.selector, binding);
    return binding;
  };
}

/** A conflict of a pack over duties that were bound. */
function boundConflict(
  pack: string,
  conflict: PackConflict,
  duties: ReadonlyMap<string, DutyBinding>,
  declarations: readonly Declaration[],
  users: Attributes | null,
): BoundConflict {
  const used = conflict.duties.flatMap((id) => duties.get(id) ?? []);
  const bound = used.map(({ duty }) => duty);
  const sides = dutiesBySide({ sides: conflict.sides, duties: bound });
  return {
    conflict: {
      ...conflict,
      source: "pack",
      pack,
      duties: bound,
      declarations: declarations.filter((declaration) => keepsApart(declaration, sides)),
    },
    unread: used.flatMap(({ unread }) => unread),
    foundByName: used.flatMap(({ foundByName }) => foundByName),
    scope: conflict.when === null || users === null ? null : scopeTestOf(conflict.when, users),
  };
}

/** The tenant keeps two of the sides apart by it, at these access points. */
function keepsApart({ from, to }: Declaration, sides: readonly (readonly BoundDuty[])[]): boolean {
  const sidesWith = (id: string): typeof sides =>
    sides.filter((side) => side.some(({ points }) => points.some((point) => point.id === id)));
  return sidesWith(from).some((one) => sidesWith(to).some((other) => one !== other));
}

export type DutyBinding = Pick<BoundConflict, "unread" | "foundByName"> & { readonly duty: BoundDuty };

export function bindDuty({ id, title, heldBy }: PackDuty, bind: Binder): DutyBinding {
  const ways = heldBy.map(({ selector, at }) => selectorsIn(selector).map((one) => bind({ selector: one, at })));
  const bindings = ways.flat();
  return {
    duty: {
      id,
      title,
      points: pointsOf(bindings),
      ways: ways.filter((way) => way.every(({ kind }) => kind === "bound")).map(pointsOf),
      problems: bindings.flatMap((binding) => (binding.kind === "problem" ? [binding.message] : [])),
      unbound: heldBy.length === 0,
    },
    unread: bindings.flatMap((binding) => (binding.kind === "unread" ? [binding.section] : [])),
    foundByName: bindings.flatMap((binding) => (binding.kind === "bound" ? (binding.foundByName ?? []) : [])),
  };
}

function pointsOf(bindings: readonly Binding[]): readonly HeldPoint[] {
  return bindings.flatMap((binding) => (binding.kind === "bound" ? [binding.point] : []));
}
