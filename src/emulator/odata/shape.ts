import type { Entity, EntityType } from "./entity.ts";
import { badRequest } from "./graph-fault.ts";
import { unknownProperty } from "./property-path.ts";
import { TokenReader } from "./tokens.ts";

/** Which of its properties an object shows, and which of its relations are shown with it. */
export type Shape = {
  /** Null: those that Graph returns unasked. */
  readonly select: readonly string[] | null;
  readonly expand: readonly { readonly link: string; readonly shape: Shape }[];
};

/** Reads `$select` and `$expand`, nested options included. Throws on any name the type does not have. */
export function parseShape(select: string | null, expand: string | null, type: EntityType): Shape {
  return {
    select: select === null ? null : whole(select, (reader) => parseSelect(reader, type)),
    expand: expand === null ? [] : whole(expand, (reader) => parseExpand(reader, type)),
  };
}

/**
 * The JSON object that the shape asks for. A property that only another kind in the same collection has is left out, and so
 * is a directory object's relation that leads nowhere, such as the manager of somebody without one.
 */
export function shaped({ type, annotation, values, links }: Entity, { select, expand }: Shape): object {
  const names = select ?? Object.keys(type.properties).filter((name) => !type.onSelect.includes(name));
  const shown = names
    .filter((name) => Object.hasOwn(type.properties, name))
    .map((name) => [name, values[name] ?? null]);
  const led = expand
    .map(({ link, shape }) => [link, shapedLink(links[link]?.() ?? null, shape)] as const)
    .filter(([, linked]) => linked !== null || type.service !== "directory");

  return {
    ...(annotation === null ? {} : { "@odata.type": annotation }),
    ...Object.fromEntries(shown),
    ...Object.fromEntries(led),
  };
}

function whole<T>(text: string, parse: (reader: TokenReader) => T): T {
  const reader = new TokenReader(text);
  const parsed = parse(reader);
  if (!reader.isDone) throw reader.error(`nothing was expected before ${reader.next().text}`);
  return parsed;
}

function shapedLink(linked: Entity | readonly Entity[] | null, shape: Shape): object | null {
  if (linked === null) return null;
  return "type" in linked ? shaped(linked, shape) : linked.map((entity) => shaped(entity, shape));
}

function parseSelect(reader: TokenReader, type: EntityType): readonly string[] {
  const names: string[] = [];
  do {
    const name = reader.word();
    if (!Object.hasOwn(type.properties, name)) throw selectFailed(unknownProperty(name, type.name));
    names.push(name);
  } while (reader.takes(","));
  return names;
}

function parseExpand(reader: TokenReader, type: EntityType): Shape["expand"] {
  const expansions: Shape["expand"][number][] = [];
  do {
    const link = reader.word();
    const target = Object.hasOwn(type.navigations, link) ? type.navigations[link] : undefined;
    if (target === undefined) throw selectFailed(unknownProperty(link, type.name));
    expansions.push({ link, shape: parseNested(reader, target()) });
  } while (reader.takes(","));
  return expansions;
}

/** The options in brackets after an expanded name: `($select=id,displayName;$expand=catalog)`. */
function parseNested(reader: TokenReader, type: EntityType): Shape {
  let select: Shape["select"] = null;
  let expand: Shape["expand"] = [];
  if (!reader.takes("(")) return { select, expand };
  do {
    const option = reader.word();
    reader.expects("=");
    if (option === "$select") select = parseSelect(reader, type);
    else if (option === "$expand") expand = parseExpand(reader, type);
    else throw badRequest(`The query option '${option}' is not allowed inside $expand.`);
  } while (reader.takes(";"));
  reader.expects(")");
  return { select, expand };
}

function selectFailed({ message }: Error): Error {
  return badRequest(`Parsing OData Select and Expand failed: ${message}`);
}
