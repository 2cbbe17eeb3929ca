import type { AccessModel } from "../../access/access-model.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import { binderOf, selectorsIn } from "../bind.ts";
import { problemsIn, sidesOf } from "../pack-problems.ts";
import { type ConflictDocument, type PackDocument, packSchema } from "../pack-schema.ts";
import type { HeldBy, TextFile } from "../packs.ts";
import { parseYaml, type Problem, type YamlDocument } from "../yaml-document.ts";
import { contradictions, subsumptions } from "./compare-conflicts.ts";

/** Something that is wrong with a pack, or looks wrong. `at` is `file:line:column`. */
export type Complaint = Problem & { readonly level: "error" | "warning" };

/** Everything that can be said of a pack's file without a tenant, in the order of the file's parts. */
export function lintPack({ file, text }: TextFile): readonly Complaint[] {
  const parsed = parseYaml(file, text, packSchema);
  if (parsed.kind === "unsound") return parsed.problems.map(error);
  const { document } = parsed;
  const problems = problemsIn(document);
  if (problems.length > 0) return problems.map(error);
  return [
    ...deadDuties(document).map(warning),
    ...sharedIds(document).map(error),
    ...contradictions(document).map(error),
    ...subsumptions(document).map(warning),
  ];
}

/** What the entries of a file, bindings included, come to in a tenant: those that match nothing, or more than one thing. */
export function lintNames(heldBy: readonly HeldBy[], snapshot: Snapshot, model: AccessModel): readonly Complaint[] {
  const bind = binderOf(snapshot, model);
  return heldBy.flatMap(({ selector, at }) =>
    selectorsIn(selector).flatMap((one): readonly Complaint[] => {
      const binding = bind({ selector: one, at });
      if (binding.kind === "bound") return [];
      if (binding.kind === "problem") return [error({ at, message: binding.message.replace(`${at}: `, "") })];
      return [warning({ at, message: `it cannot be told whether it matches: ${binding.section} was not read` })];
    }),
  );
}

/** The `heldBy` entries and bindings of a pack's file; none of a file whose form is wrong. */
export function entriesIn({ file, text }: TextFile): readonly HeldBy[] {
  const parsed = parseYaml(file, text, packSchema);
  if (parsed.kind === "unsound") return [];
  const { value, at } = parsed.document;
  return [
    ...Object.entries(value.duties ?? {}).flatMap(([duty, { heldBy }]) =>
      heldBy.map((selector, index) => ({ selector, at: at(["duties", duty, "heldBy", index]) })),
    ),
    ...Object.entries(value.bindings).flatMap(([duty, heldBy]) =>
      heldBy.map((selector, index) => ({ selector, at: at(["bindings", duty, index]) })),
    ),
  ];
}

function deadDuties({ value: { duties = {}, conflicts = [] }, at }: YamlDocument<PackDocument>): readonly Problem[] {
  const used = new Set(conflicts.flatMap((conflict: ConflictDocument) => sidesOf(conflict).flat()));
  return Object.keys(duties)
    .filter((duty) => !used.has(duty))
    .map((duty) => ({ at: at(["duties", duty]), message: `the duty "${duty}" is in no conflict` }));
}

function sharedIds({ value: { conflicts = [] }, at }: YamlDocument<PackDocument>): readonly Problem[] {
  return conflicts.flatMap(({ id }, index) => {
    const isFirst = conflicts.findIndex((other) => other.id === id) === index;
    return isFirst ? [] : [{ at: at(["conflicts", index, "id"]), message: `there is another conflict ${id}` }];
  });
}

function error(problem: Problem): Complaint {
  return { ...problem, level: "error" };
}

function warning(problem: Problem): Complaint {
  return { ...problem, level: "warning" };
}
