import { z } from "zod";
import type { SectionName } from "../domain/sections.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { Graph, GraphResponse } from "../graph/graph.ts";
import type { Row } from "../snapshot/sections.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";
import type { Collector } from "./collector.ts";

/** What came of reading a section, kept while it is read so that a failure midway loses nothing. */
export type Tally = { read: number; pages: number; expected: number | null };

/** Reads everything a collector asks of one parent (or of the tenant, parent `""`), page by page into the snapshot. */
export async function readSection<S extends SectionName>(
  collector: Collector<S>,
  parentId: string,
  { graph, writer }: { readonly graph: Graph; readonly writer: SnapshotWriter },
  tally: Tally,
): Promise<void> {
  const { section, property, counted } = collector;
  const path = collector.path(parentId);
  const prefix = parentId === "" ? section : `${section}/${parentId}`;
  let page = 0;
  let read = 0;

  for await (const response of responses(graph, path, property, counted)) {
    page += 1;
    const rows = itemsOf(response, property).map((item, index) => ({
      item: index,
      row: rowOf(collector, item, parentId, response, `/${property}/${index}`),
    }));
    const { url, requestedAt, receivedAt, requestId, status, bytes: body } = response;
    const key = `${prefix}/${page}`;
    writer.save({ section, key, url, requestedAt, receivedAt, requestId, status, body, pointer: `/${property}`, rows });

    read += rows.length;
    tally.read += rows.length;
    tally.pages += 1;
    if (counted && page === 1) tally.expected = countIn(response);
  }
  if (counted && tally.expected !== null && tally.expected !== read) {
    throw new GraphFailure("malformed", `the tenant counts ${tally.expected} and gave ${read}`, { url: path });
  }
}

async function* responses(
  graph: Graph,
  path: string,
  property: string,
  eventual: boolean,
): AsyncGenerator<GraphResponse> {
  if (property === "value") yield* graph.pages(path, { eventual });
  else yield await graph.get(path);
}

function itemsOf(response: GraphResponse, property: string): readonly unknown[] {
  const items = z.object({ [property]: z.array(z.unknown()) }).safeParse(response.json);
  const found = items.success ? items.data[property] : undefined;
  if (found !== undefined) return found;
  throw malformed(`Graph answered without ${property}`, response);
}

function rowOf<S extends SectionName>(
  collector: Collector<S>,
  item: unknown,
  parentId: string,
  response: GraphResponse,
  pointer: string,
): Row<S> {
  try {
    return collector.row(item, parentId);
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause;
    const issue = cause.issues[0];
    const where = [pointer, ...(issue?.path ?? []).map(String)].join("/");
    throw malformed(
      `Graph answered with an unexpected value at ${where} (${issue?.message ?? "unreadable"})`,
      response,
      cause,
    );
  }
}

const counts = z.object({ "@odata.count": z.int() });

function countIn(response: GraphResponse): number | null {
  const parsed = counts.safeParse(response.json);
  return parsed.success ? parsed.data["@odata.count"] : null;
}

function malformed(message: string, { url, status, requestId }: GraphResponse, cause?: unknown): GraphFailure {
  return new GraphFailure("malformed", message, { url, status, requestId, cause });
}
