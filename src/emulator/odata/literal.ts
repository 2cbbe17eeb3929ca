import { badRequest } from "./graph-fault.ts";
import type { PropertyPath } from "./property-path.ts";
import type { Token, TokenReader } from "./tokens.ts";

export type LiteralType = "Edm.String" | "Edm.Boolean" | "Edm.DateTimeOffset" | "Edm.Guid" | "null";

export type Literal = { readonly type: LiteralType; readonly value: string | boolean | number | null };

const acceptable = {
  string: "Edm.String",
  enum: "Edm.String",
  guid: "Edm.Guid",
  boolean: "Edm.Boolean",
  dateTime: "Edm.DateTimeOffset",
  opaque: "null",
} as const;

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;
const dateTime = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/u;

/** Reads a value to compare a path with. Throws where it is of another type: Graph converts nothing. */
export function readLiteral(reader: TokenReader, { kind, segments }: PropertyPath, operator: string): Literal {
  const literal = literalOf(reader.next());
  const wanted = acceptable[typeof kind === "string" ? kind : "opaque"];
  if (literal === null) throw reader.error(`a value was expected to compare ${segments.join("/")} with`);
  if (literal.type !== wanted && literal.type !== "null") {
    throw badRequest(
      `A binary operator with incompatible types was detected. Found operand types '${wanted}' and '${literal.type}' for operator '${operator}' on '${segments.join("/")}'.`,
    );
  }
  return literal;
}

/** A missing value equals null only, and is neither before nor after anything. */
export function compare(value: unknown, operator: string, literal: Literal, path: PropertyPath): boolean {
  const actual = comparable(value, literal, path);
  const wanted = comparable(literal.value, literal, path);
  if (operator === "eq") return actual === wanted;
  if (operator === "ne") return actual !== wanted;
  if (actual === null || wanted === null || typeof actual !== typeof wanted) return false;
  if (operator === "gt") return actual > wanted;
  if (operator === "ge") return actual >= wanted;
  return operator === "lt" ? actual < wanted : actual <= wanted;
}

function literalOf({ kind, text }: Token): Literal | null {
  if (kind === "string") return { type: "Edm.String", value: text };
  if (text === "null") return { type: "null", value: null };
  if (text === "true" || text === "false") return { type: "Edm.Boolean", value: text === "true" };
  if (guid.test(text)) return { type: "Edm.Guid", value: text };
  return dateTime.test(text) && !Number.isNaN(Date.parse(text)) ? { type: "Edm.DateTimeOffset", value: text } : null;
}

function comparable(
  value: unknown,
  { type }: Literal,
  { ignoresCase }: PropertyPath,
): string | number | boolean | null {
  if (typeof value === "boolean") return value;
  if (typeof value !== "string") return value === undefined || value === null ? null : JSON.stringify(value);
  if (type === "Edm.DateTimeOffset") return Date.parse(value);
  return ignoresCase || type === "Edm.Guid" ? value.toLowerCase() : value;
}
