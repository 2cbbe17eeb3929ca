import type { Assignment } from "./governance.ts";

/** Delivered wholly or in part, begun, and not ended at `now`. An `afterDuration` schedule ends that long after its start. */
export function isActive({ state, schedule }: Assignment, now: Date): boolean {
  if (!["delivered", "partiallydelivered"].includes(state.toLowerCase())) return false;

  const { startDateTime, expiration } = schedule;
  const start = startDateTime === null ? Number.NEGATIVE_INFINITY : Date.parse(startDateTime);
  const end = endOf(start, expiration.duration, expiration.endDateTime);
  return start <= now.getTime() && now.getTime() < end;
}

/** The days of an ISO 8601 duration such as `P180D`; Graph states policy durations in days. */
export function daysOf(duration: string): number {
  const days = duration.startsWith("P") && duration.endsWith("D") ? Number(duration.slice(1, -1)) : Number.NaN;
  if (!Number.isFinite(days)) throw new RangeError(`not a duration in days, such as P180D: ${duration}`);
  return days;
}

function endOf(start: number, duration: string | null, endDateTime: string | null): number {
  if (endDateTime !== null) return Date.parse(endDateTime);
  return duration === null ? Number.POSITIVE_INFINITY : start + daysOf(duration) * 86_400_000;
}
