import type { Severity } from "../domain/severity.ts";
import { ScanError } from "../scan-error.ts";
import { type PackDocument, packSchema, type Selector } from "./pack-schema.ts";
import { readYaml, type YamlDocument } from "./yaml-document.ts";

/** One thing that holding a duty means, and where it was said. */
export type HeldBy = { readonly selector: Selector; readonly at: string };

export type PackDuty = { readonly id: string; readonly title: string; readonly heldBy: readonly HeldBy[] };

export type PackConflict = {
  readonly id: string;
  readonly title: string;
  readonly duties: readonly string[];
  readonly atMost: number;
  readonly severity: Severity;
  readonly revoke: string | null;
  readonly minimumHolders: Readonly<Record<string, number>>;
};

export type Pack = {
  readonly name: string;
  readonly duties: readonly PackDuty[];
  readonly conflicts: readonly PackConflict[];
};

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

function isOverlay({ duties, conflicts }: PackDocument): boolean {
  return duties === undefined && conflicts === undefined;
}

function packOf(document: YamlDocument<PackDocument>): Pack {
  const { value, at } = document;
  const duties = Object.entries(value.duties ?? {}).map(([id, { title, heldBy }]) => ({
    id,
    title,
    heldBy: heldBy.map((selector, index) => ({ selector, at: at(["duties", id, "heldBy", index]) })),
  }));
  const known = new Set(duties.map(({ id }) => id));
  const conflicts = (value.conflicts ?? []).map((conflict, index) => {
    const fail = (key: string, message: string): never => {
      throw new ScanError("pack/invalid", `${at(["conflicts", index, key])}: ${conflict.id}: ${message}`);
    };
    return conflictOf(conflict, known, fail);
  });
  const pack = { name: value.pack, duties, conflicts };
  return bound(pack, value.pack, bindingsIn(document));
}

type ConflictDocument = NonNullable<PackDocument["conflicts"]>[number];

function conflictOf(
  { id, title, duties, atMost, severity, revoke, minimumHolders }: ConflictDocument,
  known: ReadonlySet<string>,
  fail: (key: string, message: string) => never,
): PackConflict {
  const unknown = duties.find((duty) => !known.has(duty));
  if (unknown !== undefined) fail("duties", `there is no duty "${unknown}"`);
  if (new Set(duties).size !== duties.length) fail("duties", "a duty is named twice");
  if (atMost >= duties.length) fail("atMost", `of ${duties.length} duties, at most ${atMost} can never be exceeded`);
  if (revoke !== undefined && !duties.includes(revoke)) fail("revoke", `"${revoke}" is not one of its duties`);
  const stranger = Object.keys(minimumHolders).find((duty) => !duties.includes(duty));
  if (stranger !== undefined) fail("minimumHolders", `"${stranger}" is not one of its duties`);
  return { id, title, duties, atMost, severity, revoke: revoke ?? null, minimumHolders };
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
