import type { AuditWindow } from "./audit-trail.ts";

/** The window in stretches of `length` milliseconds, oldest first; the last may be shorter. */
export function* stretches({ from, to }: AuditWindow, length: number): Generator<AuditWindow> {
  const end = to.getTime();
  for (let start = from.getTime(); start < end; start += length) {
    yield { from: new Date(start), to: new Date(Math.min(start + length, end)) };
  }
}

/** The window cut in two a whole number of seconds from its start; null where it spans no more than one second. */
export function halves({ from, to }: AuditWindow): readonly [AuditWindow, AuditWindow] | null {
  const seconds = Math.ceil((to.getTime() - from.getTime()) / 1000);
  if (seconds <= 1) return null;
  const middle = new Date(from.getTime() + 1000 * Math.floor(seconds / 2));
  return [
    { from, to: middle },
    { from: middle, to },
  ];
}
