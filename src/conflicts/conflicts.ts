import type { AccessModel } from "../access/access-model.ts";
import type { Declaration } from "../domain/assessment.ts";
import type { SectionName } from "../domain/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { type Binder, binderOf } from "./bind.ts";
import type { BoundDuty, Conflict } from "./conflict.ts";
import { declarationsOf, declaredConflicts } from "./declared.ts";
import type { Pack, PackDuty } from "./packs.ts";

/**
 * A conflict, the sections without which some of its names could not be found, and those in which the others were: their
 * unread parts might hold another of the same name.
 */
export type BoundConflict = {
  readonly conflict: Conflict;
  readonly unread: readonly SectionName[];
  readonly foundByName: readonly SectionName[];
};

/** Every conflict there is for a tenant: those of the packs, bound to it, and those it declares itself. */
export function conflictsOf(snapshot: Snapshot, model: AccessModel, packs: readonly Pack[]): readonly BoundConflict[] {
  const bind = binderOf(snapshot, model);
  const declarations = declarationsOf(snapshot);
  const fromPacks = packs.flatMap((pack) => packConflicts(pack, bind, declarations));
  const declared = declaredConflicts(snapshot, model).map((conflict) => ({ conflict, unread: [], foundByName: [] }));
  return [...fromPacks, ...declared];
}

function packConflicts(pack: Pack, bind: Binder, declarations: readonly Declaration[]): readonly BoundConflict[] {
  const duties = new Map(pack.duties.map((duty) => [duty.id, bindDuty(duty, bind)]));
  return pack.conflicts.map((conflict) => {
    const used = conflict.duties.flatMap((id) => duties.get(id) ?? []);
    const bound = used.map(({ duty }) => duty);
    return {
      conflict: {
        ...conflict,
        source: "pack",
        pack: pack.name,
        duties: bound,
        declarations: declarations.filter((declaration) => keepsApart(declaration, bound)),
      },
      unread: used.flatMap(({ unread }) => unread),
      foundByName: used.flatMap(({ foundByName }) => foundByName),
    };
  });
}

/** The tenant keeps two of the duties apart by it, at these access points. */
function keepsApart({ from, to }: Declaration, duties: readonly BoundDuty[]): boolean {
  const dutiesWith = (id: string): readonly BoundDuty[] =>
    duties.filter(({ points }) => points.some((point) => point.id === id));
  return dutiesWith(from).some((one) => dutiesWith(to).some((other) => one !== other));
}

export type DutyBinding = Pick<BoundConflict, "unread" | "foundByName"> & { readonly duty: BoundDuty };

export function bindDuty({ id, title, heldBy }: PackDuty, bind: Binder): DutyBinding {
  const bindings = heldBy.map(bind);
  return {
    duty: {
      id,
      title,
      points: bindings.flatMap((binding) => (binding.kind === "bound" ? [binding.point] : [])),
      problems: bindings.flatMap((binding) => (binding.kind === "problem" ? [binding.message] : [])),
      unbound: heldBy.length === 0,
    },
    unread: bindings.flatMap((binding) => (binding.kind === "unread" ? [binding.section] : [])),
    foundByName: bindings.flatMap((binding) => (binding.kind === "bound" ? (binding.foundByName ?? []) : [])),
  };
}
