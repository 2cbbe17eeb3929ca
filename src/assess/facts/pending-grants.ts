import type { AccessModel } from "../../access/access-model.ts";
import type { Holding, Membership, ObjectRef } from "../../domain/access.ts";
import type { EvidenceRef } from "../../domain/evidence.ts";
import type { SourcedRow } from "../../snapshot/sections.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";

/** A package on its way to somebody: by an assignment that has not begun, or by a request that is not decided or delivered. */
export type PendingGrant = Pick<Holding, "from" | "until"> & {
  readonly principalId: string;
  readonly principalName: string;
  readonly accessPackage: ObjectRef;
  readonly membership: Membership;
  readonly by: ObjectRef;
  readonly evidence: EvidenceRef;
};

/** A request of which it cannot be told whom it is for, or how it stands. */
export type UnclearRequest = { readonly packageId: string | null; readonly why: string };

export type PendingGrants = { readonly all: readonly PendingGrant[]; readonly unclear: readonly UnclearRequest[] };

type Request = SourcedRow<"assignmentRequests">;

const pending: ReadonlySet<string> = new Set(["submitted", "pendingapproval", "delivering"]);
const over: ReadonlySet<string> = new Set(["delivered", "partiallydelivered", "deliveryfailed", "denied", "canceled"]);

export function pendingGrantsOf(snapshot: Snapshot, { packages }: AccessModel): PendingGrants {
  const assigned = new Set(packages.all.map(({ row }) => row.id));
  const all: PendingGrant[] = packages.all.flatMap(({ row, principalId, term }) =>
    term.membership === "pending" || term.membership === "scheduled"
      ? {
          principalId,
          principalName: row.targetName,
          accessPackage: { kind: "accessPackage", id: row.accessPackageId, name: row.accessPackageName },
          membership: term.membership,
          by: {
            kind: "assignment",
            id: row.id,
            name:
              term.membership === "scheduled"
                ? `assignment that begins on ${(term.from ?? "").slice(0, 10)}`
                : `assignment (${row.state})`,
          },
          from: term.from,
          until: term.until,
          evidence: row.evidence,
        }
      : [],
  );
  const unclear: UnclearRequest[] = [];
  for (const row of snapshot.rows("assignmentRequests")) {
    if (!isOpen(row, "add") || assigned.has(row.assignmentId ?? "")) continue;
    const grant = requested(row);
    if (grant !== null) all.push(grant);
    else
      unclear.push({
        packageId: row.accessPackageId,
        why: `whom the request ${row.id} (${row.state ?? "no state"}) is for, or how it stands, cannot be told`,
      });
  }
  return { all, unclear };
}

/** Adds or removes an assignment, and is not over; a type that Graph did not say may be either. */
export function isOpen({ requestType, state }: Request, what: "add" | "remove"): boolean {
  const type = requestType?.toLowerCase() ?? "";
  const isKnown = ["add", "remove", "update"].some((end) => type.endsWith(end));
  return (type.endsWith(what) || (!isKnown && what === "add")) && !over.has(state?.toLowerCase() ?? "");
}

/** Who asks on behalf of another is not the one it is for (https://learn.microsoft.com/graph/api/resources/accesspackageassignmentrequest). */
function requested(row: Request): PendingGrant | null {
  const { requestType, accessPackageId: packageId, requestorObjectId: principalId } = row;
  const state = row.state?.toLowerCase() ?? "";
  const isKnown =
    /^(?:user|admin|system)add$/iu.test(requestType ?? "") && (state === "scheduled" || pending.has(state));
  if (!isKnown || principalId === null || packageId === null) return null;
  return {
    principalId,
    principalName: row.requestorName ?? principalId,
    accessPackage: { kind: "accessPackage", id: packageId, name: row.accessPackageName ?? packageId },
    membership: state === "scheduled" ? "scheduled" : "pending",
    by: { kind: "assignmentRequest", id: row.id, name: `request (${row.state ?? ""})` },
    from: row.startDateTime,
    until: row.expiration?.endDateTime ?? null,
    evidence: row.evidence,
  };
}
