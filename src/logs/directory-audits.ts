import { z } from "zod";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { Graph } from "../graph/graph.ts";
import type { GraphResponse } from "../graph/graph-response.ts";
import { countIn } from "../graph/paging.ts";
import { query } from "../graph/query.ts";
import { eventOfAudit } from "./audit-event.ts";
import {
  type AuditAnswer,
  auditCategories,
  type AuditEvent,
  type AuditPage,
  type AuditTrail,
  type AuditWindow,
} from "./audit-trail.ts";
import { readEvents } from "./read-events.ts";
import { openSieve } from "./sieve.ts";

const directoryAudits = "/auditLogs/directoryAudits";

const pointer = "/value";

/**
 * Milliseconds of a stretch: half of the thirty days that Entra keeps, so that with the two calls for its ends a small trail
 * takes no more than Graph allows at once (https://learn.microsoft.com/graph/throttling-limits).
 */
const stretch = 15 * 86_400_000;

/** The least application permission that gives the trail. */
export const directoryAuditsPermissions: readonly string[] = ["AuditLog.Read.All"];

/** The trail that Entra itself keeps, for 7 or 30 days by licence, and Graph gives. */
export function directoryAuditsTrail(graph: Graph): AuditTrail {
  return {
    source: { kind: "directoryAudits", workspaceId: null },
    permissions: directoryAuditsPermissions,
    stretch,
    sideBySide: 1,
    read: (window, next) => read(graph, window, next),
    seen: async () => {
      const [oldest, newest] = await Promise.all([edge(graph, "asc"), edge(graph, "desc")]);
      return { oldest: oldest.at, newest: newest.at, answers: [...oldest.answers, ...newest.answers] };
    },
  };
}

async function* read(graph: Graph, window: AuditWindow, next: string | undefined): AsyncGenerator<AuditPage> {
  const sift = openSieve(window);
  const first = next === undefined ? await firstPage(graph, window) : await graph.get(next);
  yield pageOf(first, sift, graph);
  const second = graph.nextPath(first);
  if (second === null) return;
  for await (const response of graph.pages(second)) yield pageOf(response, sift, graph);
}

/** With Graph's own count where it gives one: none is documented here, so a refusal is done without. */
async function firstPage(graph: Graph, window: AuditWindow): Promise<GraphResponse> {
  const options = { filter: within(window), top: 999 };
  try {
    return await graph.get(query(directoryAudits, { ...options, count: true }));
  } catch (failure) {
    if (!(failure instanceof GraphFailure) || failure.status !== 400) throw failure;
    return graph.get(query(directoryAudits, options));
  }
}

function pageOf(response: GraphResponse, sift: ReturnType<typeof openSieve>, graph: Graph): AuditPage {
  return {
    ...answerAt(pointer, response),
    ...sift(eventsIn(response)),
    next: graph.nextPath(response),
    expected: countIn(response),
  };
}

function answerAt(place: string, response: GraphResponse): AuditAnswer {
  const { url, requestedAt, receivedAt, requestId, status, bytes: body } = response;
  return { url, requestedAt, receivedAt, requestId, status, body, pointer: place };
}

const list = z.object({ value: z.array(z.unknown()) });

function eventsIn(response: GraphResponse): readonly AuditEvent[] {
  return readEvents(list.parse(response.json).value, eventOfAudit, pointer, response);
}

/** Graph documents `ge` and `le` for the time, not `lt`: so a stretch ends with the last tick of 100 ns before its end. */
function within({ from, to }: AuditWindow): string {
  const last = new Date(to.getTime() - 1).toISOString().replace("Z", "9999Z");
  return `activityDateTime ge ${from.toISOString()} and activityDateTime le ${last} and (${inCategories})`;
}

const inCategories = auditCategories.map((category) => `category eq '${category}'`).join(" or ");

type Edge = { readonly at: string | null; readonly answers: readonly AuditAnswer[] };

/** When the first event in an order happened, by the answer that has it; null where there is none, by all there were. */
async function edge(graph: Graph, order: "asc" | "desc"): Promise<Edge> {
  const empty: AuditAnswer[] = [];
  const path = `${query(directoryAudits, { filter: inCategories, top: 1 })}&$orderby=${encodeURIComponent(`activityDateTime ${order}`)}`;
  for await (const response of graph.pages(path)) {
    const [first] = eventsIn(response);
    if (first !== undefined) return { at: first.activityDateTime, answers: [answerAt(`${pointer}/0`, response)] };
    empty.push(answerAt(pointer, response));
  }
  return { at: null, answers: empty };
}
