/**
 * Seconds to wait by a `Retry-After` header (RFC 9110, 10.2.3): an integer, an HTTP date, or the decimal that Graph
 * also sends. Null where the header is absent or unreadable.
 */
export function secondsToWait(header: string | null, now: Date): number | null {
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, (date - now.getTime()) / 1000);
}
