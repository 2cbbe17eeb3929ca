import { z } from "zod";
import type { Graph } from "../graph/graph.ts";
import type { GraphResponse } from "../graph/graph-response.ts";
import { query } from "../graph/query.ts";
import { eventOfAudit } from "./audit-event.ts";
import { auditCategories, type AuditEvent, type AuditPage, type AuditTrail, type AuditWindow } from "./audit-trail.ts";
import { readEvents } from "./read-events.ts";
import { openSieve } from "./sieve.ts";
import { stretches } from "./windows.ts";

const directoryAudits = "/auditLogs/directoryAudits";

const pointer = "/value";

/**
 * Milliseconds of a stretch: a week, so that the thirty days Entra keeps take five calls at the least, which is what Graph
 * allows in ten seconds (https://learn.microsoft.com/graph/throttling-limits).
 */
const stretch = 7 * 86_400_000;

/** The trail that Entra itself keeps, for 7 or 30 days by licence, and Graph gives. */
export function directoryAuditsTrail(graph: Graph): AuditTrail {
  return {
    source: "directoryAudits",
    permissions: ["AuditLog.Read.All"],
    read: (window) => read(graph, window),
    seen: async () => {
      const [oldest, newest] = await Promise.all([edge(graph, "asc"), edge(graph, "desc")]);
      return { oldest, newest };
    },
  };
}

async function* read(graph: Graph, window: AuditWindow): AsyncGenerator<AuditPage> {
  for (const part of stretches(window, stretch)) {
    const sift = openSieve(part);
    for await (const response of graph.pages(query(directoryAudits, { filter: within(part), top: 999 }))) {
      yield pageOf(response, sift);
    }
  }
}

function pageOf(response: GraphResponse, sift: ReturnType<typeof openSieve>): AuditPage {
  const { url, requestedAt, receivedAt, requestId, status, bytes: body } = response;
  return { url, requestedAt, receivedAt, requestId, status, body, pointer, ...sift(eventsIn(response)) };
}

const list = z.object({ value: z.array(z.unknown()) });

function eventsIn(response: GraphResponse): readonly AuditEvent[] {
  return readEvents(list.parse(response.json).value, eventOfAudit, pointer, response);
}

/** Graph documents `ge` and `le` for the time, not `lt`: the sieve leaves out what stands on the end. */
function within({ from, to }: AuditWindow): string {
  return `activityDateTime ge ${from.toISOString()} and activityDateTime le ${to.toISOString()} and (${inCategories})`;
}

const inCategories = auditCategories.map((category) => `category eq '${category}'`).join(" or ");

/** When the first event in an order happened; null where there is none. */
async function edge(graph: Graph, order: "asc" | "desc"): Promise<string | null> {
  const path = `${query(directoryAudits, { filter: inCategories, top: 1 })}&$orderby=${encodeURIComponent(`activityDateTime ${order}`)}`;
  for await (const response of graph.pages(path)) {
    const [first] = eventsIn(response);
    if (first !== undefined) return first.activityDateTime;
  }
  return null;
}
