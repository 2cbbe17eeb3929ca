import { z } from "zod";
import type { SectionName } from "../domain/sections.ts";
import { rowSchemas } from "./sections.ts";

/** How a property is kept in SQLite: text and numbers as they are, flags as 0 and 1, everything else as JSON. */
export type Column = { readonly name: string; readonly storage: "text" | "flag" | "json" };

export type Cell = string | number | null;

/** The columns of a section's table, in the order of its schema. */
export function columnsOf(section: SectionName): readonly Column[] {
  return Object.entries(rowSchemas[section].shape).map(([name, schema]) => ({ name, storage: storageOf(schema) }));
}

function storageOf(schema: z.ZodType): Column["storage"] {
  const bare = schema instanceof z.ZodNullable ? schema.unwrap() : schema;
  if (bare instanceof z.ZodString || bare instanceof z.ZodEnum) return "text";
  if (bare instanceof z.ZodBoolean) return "flag";
  return "json";
}

export function encodeCell(value: unknown, { storage }: Column): Cell {
  if (value === null || value === undefined) return null;
  if (storage === "flag") return value === true ? 1 : 0;
  return typeof value === "string" && storage === "text" ? value : JSON.stringify(value);
}

export function decodeCell(cell: unknown, { storage }: Column): unknown {
  if (cell === null || storage === "text") return cell;
  if (storage === "flag") return cell === 1;
  return typeof cell === "string" ? JSON.parse(cell) : cell;
}
