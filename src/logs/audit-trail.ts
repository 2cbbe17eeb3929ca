import type { AuditSource } from "../domain/audit-view.ts";

/** The categories of directory activity that touch who holds what, in Entra's own words. */
export const auditCategories = [
  "EntitlementManagement",
  "GroupManagement",
  "RoleManagement",
  "ApplicationManagement",
  "PolicyManagement",
] as const;

/** One line of the directory's audit log. Where the source has no value, or an empty text, it is null. */
export type AuditEvent = {
  readonly id: string;
  readonly activityDateTime: string;
  readonly activity: string;
  readonly category: string;
  readonly operationType: string | null;
  readonly result: string | null;
  readonly resultReason: string | null;
  readonly correlationId: string | null;
  readonly service: string | null;
  readonly actorKind: "user" | "application" | "unknown";
  /** A user's object id; an application's service principal id or, where the log names none, its application id. */
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly actorUserPrincipalName: string | null;
  readonly targets: readonly AuditTarget[];
  readonly details: readonly { readonly key: string; readonly value: string | null }[];
  readonly changes: readonly AuditChange[];
};

export type AuditTarget = {
  readonly id: string | null;
  readonly type: string | null;
  readonly displayName: string | null;
  readonly userPrincipalName: string | null;
};

/** A property that an event changed; `target` is the object's id. Values are as logged, mostly JSON (`"\"False\""`). */
export type AuditChange = {
  readonly target: string | null;
  readonly property: string | null;
  readonly oldValue: string | null;
  readonly newValue: string | null;
};

/** A raw response of an audit log. */
export type AuditAnswer = {
  readonly url: string;
  readonly requestedAt: string;
  readonly receivedAt: string;
  readonly requestId: string | null;
  readonly status: number;
  /** The body as it came. */
  readonly body: Uint8Array;
  /** JSON Pointer to what was read in the body. */
  readonly pointer: string;
};

/** One raw response and the events of the stretch that were new in it; `pointer` leads to the array that they come from. */
export type AuditPage = AuditAnswer & {
  readonly events: readonly AuditEvent[];
  /** The index in that array of each event. It skips what the window leaves out and what had come before. */
  readonly items: readonly number[];
  /** From where the stretch is read on; null where this was its last page. */
  readonly next: string | null;
  /** The events that the source itself counts in the stretch, where the page says so. */
  readonly expected: number | null;
};

/** The moments from `from` up to, and without, `to`. */
export type AuditWindow = { readonly from: Date; readonly to: Date };

export type Seen = {
  readonly oldest: string | null;
  readonly newest: string | null;
  /** What says so. */
  readonly answers: readonly AuditAnswer[];
};

/** The audit log of one tenant, wherever it is kept. */
export type AuditTrail = {
  readonly source: AuditSource;
  /** What the reader must have been granted. */
  readonly permissions: readonly string[];
  /** Milliseconds of the stretches in which a window is to be read. */
  readonly stretch: number;
  /** How many of them are to be read at once. */
  readonly sideBySide: number;
  /** Every event of a stretch, from its beginning or from where a page said; throws a `GraphFailure` where the trail breaks. */
  readonly read: (stretch: AuditWindow, next?: string) => AsyncGenerator<AuditPage>;
  /** When the oldest and the newest event happened that the source holds: what lies before was never kept, or no longer is. */
  readonly seen: () => Promise<Seen>;
};
