import type { Severity } from "../domain/severity.ts";
import { ScanError } from "../scan-error.ts";
import { problemsIn, sidesOf } from "./pack-problems.ts";
import {
  type ConflictDocument,
  type DutyKind,
  type Example,
  type HeldByEntry,
  type PackDocument,
  packSchema,
} from "./pack-schema.ts";
import { type Scope, scopeOf } from "./scope.ts";
import { readYaml, type YamlDocument } from "./yaml-document.ts";

/** One thing that holding a duty means, or several that mean it together, and where it was said. */
export type HeldBy = { readonly selector: HeldByEntry; readonly at: string };

export type PackDuty = {
  readonly id: string;
  readonly title: string;
  /** Null where nobody said what the duty does to a process. */
  readonly kind: DutyKind | null;
  readonly heldBy: readonly HeldBy[];
};

export type PackConflict = {
  readonly id: string;
  readonly title: string;
  /** All duties of all sides. */
  readonly duties: readonly string[];
  /** Duties of which holding any one is holding the side. */
  readonly sides: readonly (readonly string[])[];
  /** Of the sides, in one person's hands. */
  readonly atMost: number;
  /** How many people it must take to hold all sides together; null where each person is judged alone. */
  readonly people: number | null;
  /** The people it applies to; null for everyone. */
  readonly when: Scope | null;
  /** Only what is held for one legal entity counts together. */
  readonly sameEntity: boolean;
  readonly severity: Severity;
  readonly scenario: string | null;
  readonly controls: readonly string[];
  readonly revoke: string | null;
  readonly minimumHolders: Readonly<Record<string, number>>;
};

export type Pack = {
  readonly name: string;
  readonly title: string;
  readonly sources: readonly string[];
  readonly duties: readonly PackDuty[];
  readonly conflicts: readonly PackConflict[];
  readonly examples: readonly PackExample[];
};

/** An example, and where it stands. */
export type PackExample = Example & { readonly at: string };

export type TextFile = { readonly file: string; readonly text: string };

/** Bindings given outside any pack: pack, duty, and what holds it. */
export type Bindings = Readonly<Record<string, Readonly<Record<string, readonly HeldBy[]>>>>;

/**
 * Reads packs in order. A later file of the same name replaces the pack, or, where it holds no duties, adds its bindings to
 * it. Throws `pack/invalid` with file, line and column.
 */
export function readPacks(files: readonly TextFile[], bindings: Bindings = {}): readonly Pack[] {
  const packs = new Map<string, Pack>();
  for (const { file, text } of files) {
    const document = readYaml(file, text, packSchema, "pack/invalid");
    const { pack: name } = document.value;
    packs.set(name, isOverlay(document.value) ? overlaid(packs.get(name), document) : packOf(document));
  }
  for (const [name, byDuty] of Object.entries(bindings)) packs.set(name, bound(packs.get(name), name, byDuty));

  refuseSharedIds([...packs.values()]);
  return [...packs.values()];
}

/** A file that only adds bindings to a pack. */
export function isOverlay({ duties, conflicts }: PackDocument): boolean {
  return duties === undefined && conflicts === undefined;
}

/** The pack of a document, with the bindings that stand in it. Throws `pack/invalid` for the first thing wrong with it. */
export function packOf(document: YamlDocument<PackDocument>): Pack {
  const { value, at } = document;
  const [problem] = problemsIn(document);
  if (problem !== undefined) throw new ScanError("pack/invalid", `${problem.at}: ${problem.message}`);

  const { pack: name, title = name, sources } = value;
  const duties = Object.entries(value.duties ?? {}).map(([id, { title, kind, heldBy }]) => ({
    id,
    title,
    kind,
    heldBy: heldBy.map((selector, index) => ({ selector, at: at(["duties", id, "heldBy", index]) })),
  }));
  const conflicts = (value.conflicts ?? []).map(conflictOf);
  const examples = value.examples.map((example, index) => ({ ...example, at: at(["examples", index]) }));
  return bound({ name, title, sources, duties, conflicts, examples }, name, bindingsIn(document));
}

function conflictOf(document: ConflictDocument): PackConflict {
  const { id, title, severity, scenario, controls, revoke, minimumHolders, people, when } = document;
  const sides = sidesOf(document);
  return {
    id,
    title,
    duties: sides.flat(),
    sides,
    atMost: limitOf(document, sides.length),
    people: people ?? null,
    when: scopeOf(when ?? {}),
    sameEntity: when?.sameEntity === true,
    severity,
    scenario: scenario ?? null,
    controls,
    revoke: revoke ?? null,
    minimumHolders,
  };
}

/** Where several people are demanded, one alone may not hold everything. */
function limitOf({ atMost, people, critical }: ConflictDocument, sides: number): number {
  if (critical === true) return 0;
  return people === undefined ? (atMost ?? 1) : sides - 1;
}

function overlaid(pack: Pack | undefined, document: YamlDocument<PackDocument>): Pack {
  return bound(pack, document.value.pack, bindingsIn(document));
}

function bindingsIn({ value, at }: YamlDocument<PackDocument>): Bindings[string] {
  const entries = Object.entries(value.bindings).map(([duty, selectors]): [string, readonly HeldBy[]] => [
    duty,
    selectors.map((selector, index) => ({ selector, at: at(["bindings", duty, index]) })),
  ]);
  return Object.fromEntries(entries);
}

function bound(pack: Pack | undefined, name: string, byDuty: Bindings[string]): Pack {
  const entries = Object.entries(byDuty ?? {});
  const place = entries.flatMap(([, heldBy]) => heldBy)[0]?.at ?? name;
  if (pack === undefined)
    throw new ScanError("pack/invalid", `${place}: bindings for the pack "${name}", which is not loaded`);
  const stranger = entries.find(([duty]) => !pack.duties.some(({ id }) => id === duty))?.[0];
  if (stranger !== undefined)
    throw new ScanError("pack/invalid", `${place}: the pack "${name}" has no duty "${stranger}"`);

  const duties = pack.duties.map((duty) => ({ ...duty, heldBy: [...duty.heldBy, ...(byDuty?.[duty.id] ?? [])] }));
  return { ...pack, duties };
}

function refuseSharedIds(packs: readonly Pack[]): void {
  const seen = new Map<string, string>();
  for (const { name, conflicts } of packs) {
    for (const { id } of conflicts) {
      const other = seen.get(id);
      if (other !== undefined)
        throw new ScanError("pack/invalid", `conflict ${id} is in the packs "${other}" and "${name}"`);
      seen.set(id, name);
    }
  }
}
