import { z } from "zod";
import { addDuration } from "../domain/iso-duration.ts";
import { canBeRequested, needsApproval, type Policy } from "./policies.ts";
import { isReviewed, reviewStateOf } from "./policy-review.ts";

/** How lax a policy is in one way: the higher, the laxer. Null where Graph does not say, or in words that sodscan does not know. */
export type Laxity = number | null;

const endless: ReadonlySet<string> = new Set(["noexpiration", "notspecified"]);

/** When access given at a moment ends, in milliseconds since 1970; infinity where it does not, as where a rule hands it out. */
export function endOf({ expiration, isAutomatic }: Policy, given: Date): Laxity {
  if (isAutomatic || endless.has(expiration?.type.toLowerCase() ?? "")) return Infinity;
  if (expiration?.type.toLowerCase() === "afterdatetime") return momentOf(expiration.endDateTime);
  if (expiration?.type.toLowerCase() !== "afterduration" || expiration.duration === null) return null;
  return addDuration(given, expiration.duration)?.getTime() ?? null;
}

/** When a review that began at a moment comes again, in milliseconds since 1970; infinity where none is asked for. */
export function nextReviewOf(policy: Policy, began: Date): Laxity {
  if (!isReviewed(policy)) return reviewStateOf(policy) === "off" ? Infinity : null;
  const interval = intervalOf(policy);
  return interval === null ? null : (addDuration(began, interval)?.getTime() ?? null);
}

/** Stages of approval, taken negative; none where administrators alone assign, or a rule does. */
export function approvalLaxityOf(policy: Policy): Laxity {
  if (policy.isAutomatic || canBeRequested(policy) === false || needsApproval(policy) === false) return 0;
  const stages = policy.requestApprovalSettings?.stages;
  if (canBeRequested(policy) === null || needsApproval(policy) === null || stages == null) return null;
  return 0 - stages.length;
}

/** How often a policy asks for reviews, as an ISO 8601 duration such as `P3M`; null where it does not say. */
export function intervalOf({ reviewSettings }: Policy): string | null {
  const { data } = schedule.safeParse(reviewSettings?.schedule);
  const unit = units.get(data?.recurrence.pattern.type.toLowerCase() ?? "");
  return data === undefined || unit === undefined ? null : `P${data.recurrence.pattern.interval}${unit}`;
}

/** When reviews stop coming, in milliseconds since 1970; infinity where they do not. */
export function endOfReviews(policy: Policy): Laxity {
  const { data } = ranged.safeParse(policy.reviewSettings?.schedule);
  const { type, startDate, endDate, numberOfOccurrences = null } = data?.recurrence.range ?? {};
  switch (type?.toLowerCase()) {
    case "noend":
      return Infinity;
    case "enddate":
      return momentOf(endDate ?? null);
    case "numbered":
      return after(momentOf(startDate ?? null), intervalOf(policy), numberOfOccurrences);
    default:
      return null;
  }
}

function after(start: Laxity, interval: string | null, times: number | null): Laxity {
  const [, count, unit] = /^P(\d+)([DWMY])$/u.exec(interval ?? "") ?? [];
  if (start === null || times === null || count === undefined || unit === undefined) return null;
  return addDuration(new Date(start), `P${Number(count) * times}${unit}`)?.getTime() ?? null;
}

/** https://learn.microsoft.com/graph/api/resources/recurrencepattern */
const schedule = z.object({
  recurrence: z.object({ pattern: z.object({ type: z.string(), interval: z.int().positive() }) }),
});
/** https://learn.microsoft.com/graph/api/resources/recurrencerange */
const ranged = z.object({
  recurrence: z.object({
    range: z.object({
      type: z.string(),
      startDate: z.string().nullish(),
      endDate: z.string().nullish(),
      numberOfOccurrences: z.int().nonnegative().nullish(),
    }),
  }),
});
const units: ReadonlyMap<string, string> = new Map([
  ["daily", "D"],
  ["weekly", "W"],
  ["absolutemonthly", "M"],
  ["relativemonthly", "M"],
  ["absoluteyearly", "Y"],
  ["relativeyearly", "Y"],
]);

function momentOf(text: string | null): Laxity {
  const moment = Date.parse(text ?? "");
  return Number.isNaN(moment) ? null : moment;
}
