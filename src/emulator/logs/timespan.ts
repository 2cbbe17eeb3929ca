import { addDuration } from "../../domain/iso-duration.ts";

/**
 * Whether a moment lies in a `timespan` of the service: a duration that ends now, or `start/end`, where one of the two may be
 * a duration. Everything does where none is given. Null where it is not a timespan.
 */
export function timespanOf(timespan: unknown, now: Date): ((moment: Date) => boolean) | null {
  if (timespan === undefined || timespan === null) return () => true;
  if (typeof timespan !== "string") return null;

  const [first = "", second = now.toISOString(), ...rest] = timespan.split("/");
  const start = momentOf(first, second, -1);
  const end = momentOf(second, first, 1);
  if (start === null || end === null || rest.length > 0) return null;
  return (moment) => start <= moment && moment < end;
}

/** A moment as written, or as far from the other one as the duration says. */
function momentOf(text: string, other: string, sign: 1 | -1): Date | null {
  const moment = new Date(text.startsWith("P") ? other : text);
  if (Number.isNaN(moment.getTime())) return null;
  return text.startsWith("P") ? addDuration(moment, text, sign) : moment;
}
