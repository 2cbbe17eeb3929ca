import type { EvidenceRef } from "./evidence.ts";

/** Where an audit trail is kept: Graph's own log, or a Log Analytics workspace that it is exported to. */
export const auditSourceKinds = ["directoryAudits", "logAnalytics"] as const;

export type AuditSource = {
  readonly kind: (typeof auditSourceKinds)[number];
  /** The workspace; null where the source is Graph. */
  readonly workspaceId: string | null;
};

/** A time from one moment to another, in UTC (ISO 8601). */
export type Period = { readonly from: string; readonly to: string };

/** What was asked of an audit trail. */
export type AuditRequest = { readonly source: AuditSource; readonly asked: Period };

/**
 * How much of what was asked an audit trail could tell. Outside `seen` its silence means nothing: no log was kept, no longer,
 * or not yet. Where `seen` is null that is everywhere.
 */
export type AuditView = AuditRequest & {
  readonly seen: Period | null;
  /** Where the source said which are its oldest and newest event, each time it was asked. */
  readonly evidence: readonly EvidenceRef[];
};

/** The part of a view that a source with events from `oldest` to `newest` can tell of, too. */
export function narrowed(view: AuditView, oldest: string | null, newest: string | null): AuditView {
  const { seen } = view;
  if (seen === null || oldest === null || newest === null) return { ...view, seen: null };
  const from = Math.max(Date.parse(seen.from), Date.parse(oldest));
  const to = Math.min(Date.parse(seen.to), Date.parse(newest));
  return { ...view, seen: from <= to ? { from: iso(from), to: iso(to) } : null };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
