import { type Entity, type EntityType, isRecord, type PropertyKind } from "./entity.ts";
import { badRequest } from "./graph-fault.ts";
import type { TokenReader } from "./tokens.ts";

/** A property reached by name, such as `state`, `target/objectId` or `schedule/startDateTime`. */
export type PropertyPath = {
  readonly segments: readonly string[];
  readonly kind: PropertyKind;
  readonly ignoresCase: boolean;
  readonly valueIn: (entity: Entity) => unknown;
};

/** Reads a path and checks each step against the type. Names may come in any casing: Graph's own examples filter on `target/objectid`. */
export function readPath(reader: TokenReader, type: EntityType): PropertyPath {
  const name = reader.word();
  const navigation = nameIn(type.navigations, name);
  if (navigation !== null) return throughLink(reader, type, navigation);

  const property = nameIn(type.properties, name);
  if (property === null) throw unknownProperty(name, type.name);

  const segments = [property];
  let kind = type.properties[property] ?? "opaque";
  while (reader.takes("/")) {
    const step = reader.word();
    const inner = typeof kind === "string" ? null : nameIn(kind, step);
    if (inner === null || typeof kind === "string") throw unknownProperty(step, `${type.name}/${segments.join("/")}`);
    segments.push(inner);
    kind = kind[inner] ?? "opaque";
  }
  return {
    segments,
    kind,
    ignoresCase: kind === "enum" || type.service === "directory",
    valueIn: ({ values }) => segments.reduce<unknown>(stepInto, values),
  };
}

/** A type as a step, such as `scope/microsoft.graph.accessReviewQueryScope/query`, leads on where the value is of that type. */
function stepInto(value: unknown, step: string): unknown {
  if (!isRecord(value)) return null;
  if (!step.startsWith("microsoft.graph.")) return value[step];
  return value["@odata.type"] === `#${step}` ? value : null;
}

export function unknownProperty(property: string, type: string): Error {
  return badRequest(`Could not find a property named '${property}' on type 'microsoft.graph.${type}'.`);
}

function throughLink(reader: TokenReader, type: EntityType, link: string): PropertyPath {
  reader.expects("/");
  const target = type.navigations[link];
  if (target === undefined) throw unknownProperty(link, type.name);
  const rest = readPath(reader, target());
  return {
    ...rest,
    segments: [link, ...rest.segments],
    valueIn: (entity) => {
      const linked = entity.links[link]?.() ?? null;
      return linked === null || !("type" in linked) ? null : rest.valueIn(linked);
    },
  };
}

function nameIn(record: Readonly<Record<string, unknown>>, name: string): string | null {
  return Object.keys(record).find((key) => key.toLowerCase() === name.toLowerCase()) ?? null;
}
