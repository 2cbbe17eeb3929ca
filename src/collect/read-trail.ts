import { type AuditView, narrowed } from "../domain/audit-view.ts";
import { GraphFailure } from "../graph/graph-failure.ts";
import type { AuditPage, AuditTrail, AuditWindow } from "../logs/audit-trail.ts";
import { stretches } from "../logs/windows.ts";
import type { SnapshotWriter } from "../snapshot/writer.ts";
import type { ProgressTally } from "./progress.ts";
import { isLinkTrouble, maxRestarts } from "./go-on.ts";
import { sideBySide } from "./side-by-side.ts";

export type TrailContext = {
  readonly trail: AuditTrail;
  readonly writer: SnapshotWriter;
  /** Ends the run between two pages. */
  readonly signal: AbortSignal;
  /** Told how much of what is asked the trail can tell, before it is read. */
  readonly onTrail: (view: AuditView) => void;
  readonly progress: ProgressTally;
};

const section = "auditEvents";

/**
 * Reads what was asked of the audit trail, page by page into the snapshot, in stretches, each of which is a parent of its own,
 * by the moment it begins; goes on where an earlier run left off. The first failure that is final ends it.
 */
export async function readTrail(context: TrailContext): Promise<void> {
  const { trail, writer, onTrail, progress } = context;
  const { audit } = writer.begun;
  const { oldest, newest, answers } = await trail.seen();
  const before = writer.auditView() ?? { ...audit, seen: audit.asked, evidence: [] };
  onTrail(writer.saveAuditView(narrowed(before, oldest, newest), answers));

  const asked = { from: new Date(audit.asked.from), to: new Date(audit.asked.to) };
  const there = [...stretches(asked, trail.stretch)].filter(({ to }) => oldest === null || to > new Date(oldest));
  progress.begin(section, { done: 0, of: there.length });
  const left = there.values();
  await sideBySide(Math.min(trail.sideBySide, there.length), context.signal, async (signal) => {
    for (const stretch of left) {
      signal.throwIfAborted();
      await readStretch(stretch, { ...context, signal });
      progress.add(section, { done: 1, rows: 0 });
    }
  });
}

/** Reads a stretch anew where the way through its pages is lost, or the source counts other than it gave. */
async function readStretch(stretch: AuditWindow, context: TrailContext): Promise<void> {
  const { writer } = context;
  const parentId = stretch.from.toISOString();
  for (let restarts = 0; ; restarts += 1) {
    const loss = await lossIn(stretch, parentId, context);
    if (loss === null) return;
    if (restarts === maxRestarts) throw loss;
    writer.restart(section, parentId);
  }
}

/** Reads the rest of a stretch; gives the failure that reading it anew may mend, and throws any other. */
async function lossIn(stretch: AuditWindow, parentId: string, context: TrailContext): Promise<GraphFailure | null> {
  const { trail, writer, signal, progress } = context;
  const state = writer.read(section, parentId);
  try {
    for await (const page of state?.done === true ? [] : trail.read(stretch, state?.next ?? undefined)) {
      signal.throwIfAborted();
      save(page, parentId, writer);
      progress.add(section, { done: 0, rows: page.events.length });
    }
  } catch (failure) {
    signal.throwIfAborted();
    const isFirst = writer.read(section, parentId) === undefined;
    if (failure instanceof GraphFailure && isLinkTrouble(failure, isFirst)) return failure;
    throw failure;
  }
  const { expected = null, there = 0 } = writer.read(section, parentId) ?? {};
  if (expected === null || expected === there) return null;
  const message = `the audit log counts ${expected} events from ${parentId} and gave ${there}, again and again`;
  return new GraphFailure("contradicted", message, { url: trail.source.kind });
}

function save(page: AuditPage, parentId: string, writer: SnapshotWriter): void {
  const { pointer, events, items, next, expected, ...response } = page;
  const rows = events.map((row, index) => ({ item: items[index] ?? null, row }));
  writer.save({ section, ...response, parts: [{ parentId, pointer, rows, next, expected }] });
}
