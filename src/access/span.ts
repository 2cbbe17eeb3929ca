import type { Membership } from "../domain/access.ts";

/** From when to when something is held, in UTC; null is since ever, or without end. */
export type Span = { readonly from: string | null; readonly until: string | null };

export const always: Span = { from: null, until: null };

type Schedule = { readonly startDateTime: string | null; readonly endDateTime: string | null };

/** The span of an instance of a schedule. A date that cannot be read is none, so that nothing is taken for ended by it. */
export function spanOf({ startDateTime, endDateTime }: Schedule): Span {
  return { from: momentOf(startDateTime), until: momentOf(endDateTime) };
}

/** The time in which all of them hold: from the latest beginning to the earliest end. */
export function overlapOf(spans: readonly Span[]): Span {
  const begins = spans.flatMap(({ from }) => from ?? []).sort();
  const ends = spans.flatMap(({ until }) => until ?? []).sort();
  return { from: begins.at(-1) ?? null, until: ends[0] ?? null };
}

/** The time from the first beginning to the last end of them; always where there are none. */
export function hullOf(spans: readonly Span[]): Span {
  const begins = spans.flatMap(({ from }) => from ?? []).sort();
  const ends = spans.flatMap(({ until }) => until ?? []).sort();
  return {
    from: begins.length < spans.length ? null : (begins[0] ?? null),
    until: ends.length < spans.length ? null : (ends.at(-1) ?? null),
  };
}

/** How something is held at a moment that is held in this way during the span; null once it is over. */
export function membershipAt({ from, until }: Span, during: Membership, asOf: Date): Membership | null {
  if (until !== null && new Date(until) <= asOf) return null;
  return from !== null && new Date(from) > asOf ? "scheduled" : during;
}

function momentOf(text: string | null): string | null {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
