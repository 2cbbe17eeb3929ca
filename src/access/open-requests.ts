import type { Membership } from "../domain/access.ts";
import type { SourcedRow } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { termOf } from "./assignment-term.ts";
import type { HolderOf } from "./principals.ts";
import type { Span } from "./span.ts";

/** A request under way that will give somebody a package, and of which no assignment tells yet. */
export type OpenRequest = {
  readonly row: SourcedRow<"assignmentRequests">;
  readonly packageId: string;
  readonly principalId: string;
  readonly membership: Membership;
  readonly span: Span;
};

export type OpenRequests = {
  readonly all: readonly OpenRequest[];
  /** Why there may be more. */
  readonly unclear: readonly string[];
};

const pending: ReadonlySet<string> = new Set(["submitted", "pendingapproval", "delivering"]);
const over: ReadonlySet<string> = new Set(["delivered", "partiallydelivered", "deliveryfailed", "denied", "canceled"]);

/**
 * The open among the requests that add an assignment; others change or end one
 * (https://learn.microsoft.com/graph/api/resources/accesspackageassignmentrequest). The requestor of a direct assignment is
 * the one it is for, and of a request on behalf of another is not.
 */
export function openRequestsOf(snapshot: Snapshot, holderOf: HolderOf, asOf: Date): OpenRequests {
  const assigned = new Set<string>();
  for (const { id } of snapshot.columns("assignments", ["id"])) assigned.add(id);
  const all: OpenRequest[] = [];
  const unclear: string[] = [];
  for (const row of snapshot.rows("assignmentRequests")) {
    if (!isOpenAddition(row) || assigned.has(row.assignmentId ?? "")) continue;
    const request = openRequest(row, holderOf, asOf);
    if (request === null) unclear.push(`whom the request ${row.id} (${row.state ?? "no state"}) is for cannot be told`);
    else if (request !== "ended") all.push(request);
  }
  return { all, unclear };
}

function isOpenAddition({ requestType, state }: SourcedRow<"assignmentRequests">): boolean {
  return (requestType ?? "add").toLowerCase().endsWith("add") && !over.has(state?.toLowerCase() ?? "");
}

function openRequest(
  row: SourcedRow<"assignmentRequests">,
  holderOf: HolderOf,
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
