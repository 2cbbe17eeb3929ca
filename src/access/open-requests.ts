import type { Membership } from "../domain/access.ts";
import type { EvidenceRef } from "../domain/evidence.ts";
import type { SourcedRow } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { termOf } from "./assignment-term.ts";
import type { Holders } from "./holders.ts";
import type { Span } from "./span.ts";

/** A request under way that will give somebody a package, and of which no assignment tells yet. */
export type OpenRequest = {
  readonly row: SourcedRow<"assignmentRequests">;
  readonly packageId: string;
  readonly principalId: string;
  readonly membership: Membership;
  readonly span: Span;
};

/** A request of which it cannot be told whom it is for, or how it stands. */
export type UnclearRequest = { readonly packageId: string | null; readonly why: string };

export type OpenRequests = {
  readonly all: readonly OpenRequest[];
  /** There may be more by these. */
  readonly unclear: readonly UnclearRequest[];
  /** Open requests to remove an assignment, by its id. */
  readonly removals: ReadonlyMap<string, EvidenceRef>;
};

const pending: ReadonlySet<string> = new Set(["submitted", "pendingapproval", "delivering"]);
const over: ReadonlySet<string> = new Set(["delivered", "partiallydelivered", "deliveryfailed", "denied", "canceled"]);

/**
 * The open among the requests for assignments. How one stands whose assignment was not read, that assignment would tell
 * (https://learn.microsoft.com/graph/api/resources/accesspackageassignmentrequest).
 */
export function openRequestsOf(
  snapshot: Snapshot,
  {
    holderOf,
    isAssigned,
  }: { readonly holderOf: Holders["of"]; readonly isAssigned: (assignmentId: string) => boolean },
  asOf: Date,
): OpenRequests {
  const isWhole = snapshot.coverage.some(({ section, status }) => section === "assignments" && status === "complete");
  const all: OpenRequest[] = [];
  const unclear: UnclearRequest[] = [];
  const removals = new Map<string, EvidenceRef>();
  for (const row of snapshot.rows("assignmentRequests")) {
    if (over.has(row.state?.toLowerCase() ?? "")) continue;
    const change = changeBy(row);
    if (change === "remove" && row.assignmentId !== null) removals.set(row.assignmentId, row.evidence);
    if (change === "remove" || change === "update" || isAssigned(row.assignmentId ?? "")) continue;
    const mayBeAssigned = row.assignmentId !== null && !isWhole;
    const request = change === null || mayBeAssigned ? null : openRequest(row, holderOf, asOf);
    if (request === null) unclear.push({ packageId: row.accessPackageId, why: whyUnclear(row) });
    else if (request !== "ended") all.push(request);
  }
  return { all, unclear, removals };
}

/** What a request does to an assignment; null where Graph did not say, or says what nobody knows. */
function changeBy({ requestType }: SourcedRow<"assignmentRequests">): "add" | "update" | "remove" | null {
  const type = requestType?.toLowerCase() ?? "";
  return (["add", "update", "remove"] as const).find((change) => type.endsWith(change)) ?? null;
}

function whyUnclear({ id, state }: SourcedRow<"assignmentRequests">): string {
  return `whom the request ${id} (${state ?? "no state"}) is for, or how it stands, cannot be told`;
}

/** The requestor of a direct assignment is the one it is for, and of a request on behalf of another is not. */
function openRequest(
  row: SourcedRow<"assignmentRequests">,
  holderOf: Holders["of"],
  asOf: Date,
): OpenRequest | "ended" | null {
  const { requestType, accessPackageId: packageId, requestorObjectId: targetObjectId, requestorSubjectId } = row;
  const membership = membershipIn(row.state);
  const subjectId = requestorSubjectId ?? targetObjectId;
  if (subjectId === null || packageId === null || membership === null) return null;
  if (requestType?.toLowerCase() === "onbehalfadd") return null;
  const { membership: then, from, until } = termOf({ ...row, state: "delivering" }, asOf);
  if (then === "ended") return "ended";
  return { row, packageId, principalId: holderOf({ targetObjectId, subjectId }), membership, span: { from, until } };
}

function membershipIn(state: string | null): Membership | null {
  const known = state?.toLowerCase() ?? "";
  if (known === "scheduled") return "scheduled";
  return pending.has(known) ? "pending" : null;
}
