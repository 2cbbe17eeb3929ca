import type { Membership } from "../domain/access.ts";
import { addDuration } from "../domain/iso-duration.ts";
import type { Row } from "../snapshot/sections.ts";

/**
 * How an assignment is held at a moment. `ended` grants nothing; `unknown` is a state or a date that sodscan cannot read,
 * so that nobody is accused or cleared by it.
 */
export type AssignmentTerm = {
  readonly membership: Membership | "ended" | "unknown";
  readonly from: string | null;
  readonly until: string | null;
};

type Termed = Pick<Row<"assignments">, "state" | "startDateTime" | "expiration">;

const granting: ReadonlySet<string> = new Set(["delivered", "partiallydelivered"]);
const ended: ReadonlySet<string> = new Set(["expired", "deliveryfailed"]);

/**
 * Delivered or partially delivered, started and not over at `asOf`. Graph's casing of states is not stable, so they are
 * compared without it (https://learn.microsoft.com/graph/api/resources/accesspackageassignment).
 */
export function termOf(assignment: Termed, asOf: Date): AssignmentTerm {
  const start = moment(assignment.startDateTime);
  const { until, unreadable } = endOf(assignment, start);
  const membership = (): AssignmentTerm["membership"] => {
    const state = assignment.state.toLowerCase();
    if (ended.has(state)) return "ended";
    if (!granting.has(state) && state !== "delivering") return "unknown";
    if (unreadable || (assignment.startDateTime !== null && start === null)) return "unknown";
    if (until !== null && until <= asOf) return "ended";
    if (state === "delivering") return "pending";
    return start !== null && start > asOf ? "scheduled" : "active";
  };
  return { membership: membership(), from: start?.toISOString() ?? null, until: until?.toISOString() ?? null };
}

function endOf(
  { expiration }: Termed,
  start: Date | null,
): { readonly until: Date | null; readonly unreadable: boolean } {
  switch (expiration?.type.toLowerCase()) {
    case undefined:
    case "notspecified":
    case "noexpiration":
      return { until: null, unreadable: false };
    case "afterdatetime":
      return readable(moment(expiration?.endDateTime ?? null));
    case "afterduration":
      return readable(start === null ? null : addDuration(start, expiration?.duration ?? ""));
    default:
      return { until: null, unreadable: true };
  }
}

function readable(until: Date | null): { readonly until: Date | null; readonly unreadable: boolean } {
  return { until, unreadable: until === null };
}

function moment(text: string | null): Date | null {
  const time = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(time) ? null : new Date(time);
}
