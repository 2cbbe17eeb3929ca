import { z } from "zod";
import type { SectionName } from "../domain/sections.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { Graph } from "../graph/graph.ts";
import { countIn } from "../graph/paging.ts";
import { naturalKeys, type Row } from "../snapshot/sections.ts";
import type { SnapshotPart } from "../snapshot/saving.ts";
import type { Collector } from "./collector.ts";
import type { Answer } from "./answer.ts";
import { expandLimit } from "./graph-values.ts";
import type { Read } from "./reads.ts";

/**
 * What an answer holds for a read: its rows, checked, and where it goes on: at the next page, or at the list itself where an
 * expansion holds as many as Graph gives at most. Throws a `malformed` failure.
 */
export function readPart<S extends SectionName>(
  collector: Collector<S>,
  { parentId, property }: Read,
  answer: Answer,
  graph: Graph,
): SnapshotPart<S> {
  refuseError(answer);
  const { listPath } = collector;
  if (property === null) {
    const row = rowOf(collector, answer.json, parentId, answer, answer.pointer);
    return { parentId, pointer: answer.pointer, rows: [{ item: null, row }], next: null, expected: null };
  }
  const pointer = `${answer.pointer}/${property}`;
  const rows = itemsOf(answer, property).map((item, index) => ({
    item: index,
    row: rowOf(collector, item, parentId, answer, `${pointer}/${index}`),
  }));
  if (property === "value") return { parentId, pointer, rows, next: graph.nextPath(answer), expected: countIn(answer) };
  const next = listPath !== undefined && rows.length >= expandLimit ? listPath(parentId) : null;
  return { parentId, pointer, rows: next === null ? rows : [], next, expected: null };
}

const brokenOff = z.object({
  error: z.object({ code: z.string().default("an error"), message: z.string().default("it does not say which") }),
});

/** A service that breaks once it has begun to answer ends its list with an error, under the 200 that it began with. */
function refuseError(answer: Answer): void {
  const { success, data } = brokenOff.safeParse(answer.json);
  if (success) throw malformed(`Graph broke off with ${data.error.code}: ${data.error.message}`, answer);
}

const properties = z.custom<Readonly<Record<string, unknown>>>((json) => typeof json === "object" && json !== null);

function itemsOf(answer: Answer, property: string): readonly unknown[] {
  const object = properties.safeParse(answer.json);
  const items: unknown = object.success ? object.data[property] : undefined;
  if (Array.isArray(items)) return items;
  throw malformed(`Graph answered without ${property}`, answer);
}

function rowOf<S extends SectionName>(
  collector: Collector<S>,
  item: unknown,
  parentId: string,
  answer: Answer,
  pointer: string,
): Row<S> {
  try {
    const row = collector.row(item, parentId);
    const unnamed = naturalKeys[collector.section].find((name) => row[name] === "");
    if (unnamed === undefined) return row;
    throw malformed(`Graph answered with an empty id at ${pointer}/${unnamed}`, answer);
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause;
    const issue = cause.issues[0];
    const where = [pointer, ...(issue?.path ?? []).map(String)].join("/");
    const message = `Graph answered with an unexpected value at ${where} (${issue?.message ?? "unreadable"})`;
    throw malformed(message, answer, cause);
  }
}

function malformed(message: string, { url, requestId }: Answer, cause?: unknown): GraphFailure {
  return new GraphFailure("malformed", message, { url, requestId, cause });
}
