import type { GovernanceEvent } from "../domain/governance-event.ts";

/** From a control's being lifted to its being there again; null where it is not. */
export type ControlWindow = { readonly opened: GovernanceEvent; readonly closed: GovernanceEvent | null };

/**
 * The times in which a control, of one or more parts, was not whole. `step` says what an event does to it: 1 lifts a part,
 * -1 puts one back, 0 neither. Parts put back before any was lifted are its making. Events come in the order of time.
 */
export function windowsOf(
  events: readonly GovernanceEvent[],
  step: (event: GovernanceEvent) => -1 | 0 | 1,
): readonly ControlWindow[] {
  const windows: ControlWindow[] = [];
  let opened: GovernanceEvent | undefined;
  let lifted = 0;
  for (const event of events) {
    const by = step(event);
    lifted = Math.max(0, lifted + by);
    if (by === 1) opened ??= event;
    if (opened !== undefined && lifted === 0) {
      windows.push({ opened, closed: event });
      opened = undefined;
    }
  }
  return opened === undefined ? windows : [...windows, { opened, closed: null }];
}

/** Those of the grants that fell into a window, its ends included. */
export function grantsWithin(
  { opened, closed }: ControlWindow,
  grants: readonly GovernanceEvent[],
): readonly GovernanceEvent[] {
  return grants.filter(({ at }) => at >= opened.at && (closed === null || at <= closed.at));
}
