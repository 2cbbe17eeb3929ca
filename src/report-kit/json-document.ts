import { inertJson } from "./inert-json.ts";

/** A list of which every item gets a line of its own. */
export type Lines = { readonly lines: Iterable<unknown> };

const isLines = (value: unknown): value is Lines => typeof value === "object" && value !== null && "lines" in value;

/** One JSON object in chunks, its keys in the order given, and never a whole list in memory. */
export function* jsonDocument(members: Readonly<Record<string, unknown>>): Iterable<string> {
  let separator = "{\n";
  for (const [key, value] of Object.entries(members)) {
    yield `${separator}  ${inertJson(key)}: `;
    yield* isLines(value) ? listOf(value.lines) : [inertJson(value, 2).replaceAll("\n", "\n  ")];
    separator = ",\n";
  }
  yield "\n}\n";
}

function* listOf(items: Iterable<unknown>): Iterable<string> {
  let separator = "[\n";
  for (const item of items) {
    yield `${separator}    ${inertJson(item)}`;
    separator = ",\n";
  }
  yield separator === "[\n" ? "[]" : "\n  ]";
}
