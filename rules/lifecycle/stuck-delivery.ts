import { addDuration } from "../../src/domain/iso-duration.ts";
import { integrity, leaversAndStanding } from "../../src/rule-kit/controls.ts";
import type { Facts, SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import { type Judged, judgeEach } from "../../src/rule-kit/judge-each.ts";
import { duration } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

const columnsOfAssignments = ["id", "state", "startDateTime", "targetName", "accessPackageName", "evidence"] as const;
const columnsOfRequests = [
  "id",
  "requestType",
  "state",
  "createdDateTime",
  "completedDateTime",
  "accessPackageId",
  "accessPackageName",
  "assignmentId",
  "requestorObjectId",
  "requestorName",
  "evidence",
] as const;

type Assignment = Pick<SourcedRow<"assignments">, (typeof columnsOfAssignments)[number]>;
type Request = Pick<SourcedRow<"assignmentRequests">, (typeof columnsOfRequests)[number]>;

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

  evaluate({ columns }, { asOf, parameters: { maxAge } }) {
    const latest = addDuration(asOf, maxAge, -1)?.getTime() ?? Number.NEGATIVE_INFINITY;
    const open = new Set<string | null>();
    for (const { id, state } of columns("assignments", ["id", "state"]))
      if (underWay.has(state.toLowerCase())) open.add(id);
    const doubtful = new Set<string | null>();
    for (const request of columns("assignmentRequests", columnsOfRequests))
      if (fateOf(request) === "stuck") doubtful.add(holdingOf(request));
    const ofAssignment = requestsAbout(open, ({ assignmentId }) => assignmentId, columns);
    const ofHolding = requestsAbout(doubtful, holdingOf, columns);
    return judgeEach(thingsIn(columns), (thing) =>
      "assignment" in thing
        ? judgeAssignment(thing.assignment, ofAssignment(thing.assignment.id), latest)
        : judgeRequest(thing.request, ofHolding(holdingOf(thing.request)), latest),
    );
  },
});

type Columns = Facts<"assignments" | "assignmentRequests">["columns"];

/** There may be hundreds of thousands, of which few are under way. */
function* thingsIn(columns: Columns): Generator<{ readonly assignment: Assignment } | { readonly request: Request }> {
  for (const assignment of columns("assignments", columnsOfAssignments)) yield { assignment };
  for (const request of columns("assignmentRequests", columnsOfRequests)) yield { request };
}

/** Requests by what they are about, of those things alone that are asked about. */
function requestsAbout(
  asked: ReadonlySet<string | null>,
  aboutOf: (request: Request) => string | null,
  columns: Columns,
): (about: string) => readonly Request[] {
  const found = new Map<string | null, Request[]>();
  for (const request of columns("assignmentRequests", columnsOfRequests)) {
    const about = aboutOf(request);
    if (!asked.has(about)) continue;
    const same = found.get(about) ?? [];
    found.set(about, same);
    same.push(request);
  }
  return (about) => found.get(about) ?? [];
}

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

/** Stuck is a request that failed or a removal that does not end; a delivery under way is told by its assignment. */
function fateOf({ requestType, state }: Request): "fine" | "stuck" | "unknown" {
  const [word, type] = [state?.toLowerCase() ?? "", requestType ?? ""];
  if (openOrDone.has(word)) return "fine";
  if (word === "deliveryfailed") return "stuck";
  if (!underWay.has(word)) return "unknown";
  if (delivery.test(type)) return "fine";
  return removal.test(type) ? "stuck" : "unknown";
}

/** What was asked for again since then is not looked at. */
function judgeRequest(request: Request, others: readonly Request[], latest: number): Judged {
  const { id, requestType, state, requestorName, accessPackageName, completedDateTime } = request;
  const fate = fateOf(request);
  if (fate === "fine") return null;
  const who = requestorName ?? "somebody";
  const what = `request (${requestType ?? "of a kind that was not told"}) for "${accessPackageName ?? ""}" by or for ${who}`;
  if (fate === "unknown") return { undecided: `the ${what} is ${state}, and what that means is not known` };
  const made = latestOf([madeAt(request)]);
  const since = latestOf([completedDateTime ?? madeAt(request)]);
  const again = latestOf(others.map(madeAt));
  if (made === null || since === null || again === null)
    return { undecided: `the ${what} is ${state}, and since when, or whether it was made again, is not told` };
  if (since >= latest || again > made) return null;
  return {
    principal: null,
    subject: { kind: "assignmentRequest", id, name: `${who}: ${accessPackageName ?? ""}` },
    message: `The ${what} has been ${state} since ${day(since)}`,
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
