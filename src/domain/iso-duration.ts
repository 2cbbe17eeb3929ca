const pattern =
  /^P(?!$)(?:(?<years>\d+)Y)?(?:(?<months>\d+)M)?(?:(?<weeks>\d+)W)?(?:(?<days>\d+)D)?(?:T(?!$)(?:(?<hours>\d+)H)?(?:(?<minutes>\d+)M)?(?:(?<seconds>\d+(?:\.\d+)?)S)?)?$/u;

/**
 * The moment a duration (ISO 8601, such as Graph's `P90D` or `PT8H`) before or after another, in UTC; a month after the
 * 31st is the last of a shorter month (XML Schema 1.1, appendix E.3.3). Null where the text is not a duration, or where
 * time does not reach that far.
 */
export function addDuration(from: Date, duration: string, sign: 1 | -1 = 1): Date | null {
  const parts = pattern.exec(duration)?.groups;
  if (parts === undefined) return null;

  const count = (unit: string): number => sign * Number(parts[unit] ?? 0);
  const moved = new Date(from);
  moved.setUTCMonth(moved.getUTCMonth() + count("years") * 12 + count("months"));
  if (moved.getUTCDate() !== from.getUTCDate()) moved.setUTCDate(0);
  moved.setUTCDate(moved.getUTCDate() + count("weeks") * 7 + count("days"));
  const seconds = count("hours") * 3600 + count("minutes") * 60 + count("seconds");
  const end = new Date(moved.getTime() + seconds * 1000);
  return Number.isNaN(end.getTime()) ? null : end;
}

/** From a day after which months are as long as months can be, so that a month is no shorter than its days. */
const july = new Date("1999-07-01T00:00:00Z");

/** Whether a duration is longer than another, whose months count as long ones; null where either is not a duration. */
export function isLonger(duration: string, limit: string): boolean | null {
  const [end, last] = [addDuration(july, duration), addDuration(july, limit)];
  return end === null || last === null ? null : end > last;
}
