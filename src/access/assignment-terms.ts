import type { Table } from "../snapshot/tables/table.ts";
import { none } from "../snapshot/tables/table-packer.ts";
import { type AssignmentTerm, termOf } from "./assignment-term.ts";
import { labelAt } from "./label-at.ts";

const memberships = ["active", "eligible", "pending", "scheduled", "ended", "unknown"] as const;

/** How assignments stand at a moment, by their places; times in milliseconds of the epoch, NaN where nothing limits them. */
export type Terms = { readonly memberships: Uint8Array; readonly from: Float64Array; readonly until: Float64Array };

export function termsOf(table: Table<"assignments">, asOf: Date, readAt: Date): Terms {
  const terms = {
    memberships: new Uint8Array(table.size),
    from: new Float64Array(table.size),
    until: new Float64Array(table.size),
  };
  const states = table.labels("state");
  const [starts, expirations, ends] = [
    table.cells("startDateTime").all()[Symbol.iterator](),
    table.cells("expiration").all()[Symbol.iterator](),
    table.cells("expiredDateTime").all()[Symbol.iterator](),
  ];
  for (let place = 0; place < table.size; place += 1) {
    const { membership, from, until } = termAt(
      {
        state: labelAt(states, place),
        startDateTime: starts.next().value ?? null,
        expiration: expirations.next().value ?? null,
        expiredDateTime: ends.next().value ?? null,
      },
      asOf,
      readAt,
    );
    terms.memberships[place] = memberships.indexOf(membership);
    terms.from[place] = timeOf(from);
    terms.until[place] = timeOf(until);
  }
  return terms;
}

type Termed = Parameters<typeof termOf>[0] & { readonly expiredDateTime: string | null };

/** What was over when the tenant was read may have been held at a moment before, unless it was over by then. */
function termAt(row: Termed, asOf: Date, readAt: Date): AssignmentTerm {
  const term = termOf(row, asOf);
  const overBy = Date.parse(row.expiredDateTime ?? "");
  const isTold = term.membership !== "ended" || asOf >= readAt || overBy <= asOf.getTime();
  return isTold ? term : { ...term, membership: "unknown" };
}

export function membershipIn({ memberships: column }: Terms, number: number): AssignmentTerm["membership"] {
  return memberships[column[number] ?? none] ?? "unknown";
}

function timeOf(moment: string | null): number {
  return moment === null ? Number.NaN : Date.parse(moment);
}

/** A time in milliseconds of the epoch as ISO 8601 in UTC; null where it is NaN. */
export function momentOf(time = Number.NaN): string | null {
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
