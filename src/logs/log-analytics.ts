import { z } from "zod";
import { GraphFailure } from "../graph/graph-failure.ts";
import { eventOfRow } from "./audit-event.ts";
import { auditCategories, type AuditPage, type AuditTrail, type AuditWindow } from "./audit-trail.ts";
import { eventsWithin, spanOf } from "./kql.ts";
import { type LogAnswer, type LogQuery, type LogSettings, openLogQuery } from "./log-query.ts";
import { readEvents } from "./read-events.ts";
import { openSieve } from "./sieve.ts";
import { halves } from "./windows.ts";

const day = 86_400_000;

/**
 * Rows asked of one query. The service stops at 500,000 rows or 64 MB
 * (https://learn.microsoft.com/kusto/concepts/query-limits); a tenth of that keeps what the client holds at once small.
 */
const maxRows = 50_000;

/**
 * Answers held at once. Log Analytics runs five queries of a user side by side, and lets others wait
 * (https://learn.microsoft.com/azure/azure-monitor/service-limits).
 */
const sideBySide = 3;

const pointer = "/tables/0/rows";

/** The trail that a diagnostic setting sends to a Log Analytics workspace, from the day on which that was set up. */
export function logAnalyticsTrail(settings: LogSettings): AuditTrail {
  const { workspaceId, clock } = settings;
  const query = openLogQuery(settings);
  return {
    source: { kind: "logAnalytics", workspaceId },
    permissions: [`Log Analytics Reader on workspace ${workspaceId}`],
    stretch: day,
    sideBySide,
    read: ({ from, to }, next) => pagesOf({ from: next === undefined ? from : new Date(next), to }, to, query),
    seen: () => seen(query, clock.now()),
  };
}

/** One page where a query gives the window whole; else the pages of its halves. The stretch goes on from a page's end. */
async function* pagesOf(window: AuditWindow, end: Date, query: LogQuery): AsyncGenerator<AuditPage> {
  const answer = await query(eventsWithin(window, auditCategories, maxRows), window);
  const lack = lackOf(answer);
  if (lack === null) {
    yield pageOf(answer, window, window.to < end ? window.to.toISOString() : null);
    return;
  }
  const parts = halves(window);
  if (parts === null) {
    const message = `Log Analytics does not give all of the second from ${window.from.toISOString()}: ${lack}`;
    throw new GraphFailure("rejected", message, answer);
  }
  for (const part of parts) yield* pagesOf(part, end, query);
}

/** Why an answer may not be all there is. */
function lackOf({ rows, partial }: LogAnswer): string | null {
  return partial ?? (rows.length >= maxRows ? `it holds ${maxRows} events or more` : null);
}

function pageOf(answer: LogAnswer, window: AuditWindow, next: string | null): AuditPage {
  const { rows, partial: _, ...page } = answer;
  const events = openSieve(window)(readEvents(rows, eventOfRow, pointer, answer));
  return { ...page, pointer, ...events, next, expected: null };
}

const span = z.object({ oldest: z.string().nullable(), newest: z.string().nullable() });

/** Looks a day ahead, so that a clock that is behind the service's hides nothing. */
async function seen(query: LogQuery, now: Date): ReturnType<AuditTrail["seen"]> {
  const answer = await query(spanOf(auditCategories), { from: new Date(0), to: new Date(now.getTime() + day) });
  const parsed = span.safeParse(answer.rows[0]);
  if (answer.partial === null && parsed.success) {
    const { rows: _, partial: __, ...raw } = answer;
    return { ...parsed.data, answers: [{ ...raw, pointer: `${pointer}/0` }] };
  }
  throw new GraphFailure(
    "malformed",
    `Log Analytics does not say which events it holds: ${answer.partial ?? "no times in its answer"}`,
    answer,
  );
}
