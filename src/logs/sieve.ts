import type { AuditEvent, AuditPage, AuditWindow } from "./audit-trail.ts";

/**
 * Lets each event of the window through once, by its id. A moment belongs to one window only, so that windows that meet
 * share no event even where the source counts both their ends in.
 */
export function openSieve({
  from,
  to,
}: AuditWindow): (events: readonly AuditEvent[]) => Pick<AuditPage, "events" | "items"> {
  const passed = new Set<string>();
  const passes = ({ id, activityDateTime }: AuditEvent): boolean => {
    const at = Date.parse(activityDateTime);
    if (at < from.getTime() || at >= to.getTime() || passed.has(id)) return false;
    passed.add(id);
    return true;
  };

  return (events) => {
    const fresh = events.map((event, item) => ({ event, item })).filter(({ event }) => passes(event));
    return { events: fresh.map(({ event }) => event), items: fresh.map(({ item }) => item) };
  };
}
