import { addDuration } from "../../src/domain/iso-duration.ts";
import { integrity, leaversAndStanding } from "../../src/rule-kit/controls.ts";
import type { SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import { type Judged, judgeEach } from "../../src/rule-kit/judge-each.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

type Assignment = SourcedRow<"assignments">;
type Request = SourcedRow<"assignmentRequests">;

export const stuckDelivery = defineRule({
  meta: {
    id: "stuck-delivery",
    code: "LIF-007",
    title: "Deliveries and removals that never ended",
    rationale: "The record says that access was given or taken away, and what people really have is something else.",
    remedy: "Find out which resource refused, then reprocess the request or take the assignment back.",
    severity: "medium",
    references: [...leaversAndStanding, ...integrity],
    falsePositives:
      "Guests whose SharePoint access comes late: widen `maxAge`. Since when an assignment waits is told by its start and its requests; Graph keeps those for three months only.",
    needs: ["assignments", "assignmentRequests"],
    concludesFromAbsenceOf: ["assignmentRequests"],
    parameters: { maxAge: duration("P7D", "how long a delivery or removal may take") },
    isExtended: true,
  },

  evaluate({ rows }, { asOf, parameters: { maxAge } }) {
    const latest = addDuration(asOf, maxAge, -1)?.getTime() ?? Number.NEGATIVE_INFINITY;
    const requests = [...rows("assignmentRequests")];
    const ofAssignment = Map.groupBy(requests, ({ assignmentId }) => assignmentId);
    const ofHolding = Map.groupBy(requests, holdingOf);
    const things = [...[...rows("assignments")].map((row) => ({ row })), ...requests.map((request) => ({ request }))];
    return judgeEach(things, (thing) =>
      "row" in thing
        ? judgeAssignment(thing.row, ofAssignment.get(thing.row.id) ?? [], latest)
        : judgeRequest(thing.request, ofHolding.get(holdingOf(thing.request)) ?? [], latest),
    );
  },
});

/** https://learn.microsoft.com/graph/api/resources/accesspackageassignment */
const underWay: ReadonlySet<string> = new Set(["delivering", "partiallydelivered"]);
const settled: ReadonlySet<string> = new Set(["delivered", "expired", "deliveryfailed"]);

function judgeAssignment(row: Assignment, requests: readonly Request[], latest: number): Judged {
  const { id, state, startDateTime, targetName, accessPackageName, evidence } = row;
  if (settled.has(state.toLowerCase())) return null;
  const name = `${targetName}: ${accessPackageName}`;
  const what = `the assignment of "${accessPackageName}" to ${targetName}`;
  if (!underWay.has(state.toLowerCase())) return { undecided: `${what} is ${state}, and what that means is not known` };
  const since = latestOf([...(startDateTime === null ? [] : [startDateTime]), ...requests.map(madeAt)]);
  if (since === null) return { undecided: `${what} is ${state}, and since when is not told` };
  if (since >= latest) return null;
  return {
    principal: null,
    subject: { kind: "assignment", id, name },
    message: `The assignment of "${accessPackageName}" to ${targetName} has been ${state} since ${day(since)}`,
    evidence: [evidence, ...requests.map((request) => request.evidence)],
  };
}

/** https://learn.microsoft.com/graph/api/resources/accesspackageassignmentrequest */
const openOrDone: ReadonlySet<string> = new Set([
  "submitted",
  "pendingapproval",
  "delivered",
  "denied",
  "scheduled",
  "canceled",
]);

const delivery = /(?:add|update|extend)$/iu;
const removal = /remove$/iu;

/** A request that failed, or a removal that does not end; what was asked for again since then is not looked at. */
function judgeRequest(request: Request, others: readonly Request[], latest: number): Judged {
  const { id, requestType, state, requestorName, accessPackageName, completedDateTime } = request;
  const [word, type] = [state?.toLowerCase() ?? "", requestType ?? "of a kind that was not told"];
  if (openOrDone.has(word) || (underWay.has(word) && delivery.test(type))) return null;
  const who = requestorName ?? "somebody";
  const what = `the request (${type}) for "${accessPackageName ?? ""}" by or for ${who}`;
  if (word !== "deliveryfailed" && !(underWay.has(word) && removal.test(type)))
    return { undecided: `${what} is ${state}, and what that means is not known` };
  const [made, since] = [madeAt(request), completedDateTime ?? madeAt(request)].map((time) => latestOf([time]));
  const later = latestOf(others.map(madeAt));
  if (made == null || since == null || later === null)
    return { undecided: `${what} is ${state}, and since when, or whether it was made again, is not told` };
  if (since >= latest || later > made) return null;
  return {
    principal: null,
    subject: { kind: "assignmentRequest", id, name: `${who}: ${accessPackageName ?? ""}` },
    message: `${what.replace(/^t/u, "T")} has been ${state} since ${day(since)}`,
    evidence: [request.evidence],
  };
}

/** Whose access to what a request is about. */
function holdingOf({ id, assignmentId, requestorObjectId, accessPackageId }: Request): string {
  if (requestorObjectId !== null && accessPackageId !== null) return `${requestorObjectId} ${accessPackageId}`;
  return assignmentId ?? id;
}

function madeAt({ createdDateTime }: Request): string | null {
  return createdDateTime;
}

/** Null where there are none, or any of them is not told or cannot be read. */
function latestOf(times: readonly (string | null)[]): number | null {
  const last = Math.max(...times.map((time) => Date.parse(time ?? "")));
  return Number.isFinite(last) ? last : null;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
