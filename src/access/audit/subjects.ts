import type { ObjectRef } from "../../domain/access.ts";
import type { Row } from "../../snapshot/sections.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import { holdersOf } from "../holders.ts";

/** What the tenant itself says of a request or an assignment that an event names. */
export type Subject = {
  readonly accessPackage: ObjectRef | null;
  readonly policy: ObjectRef | null;
  readonly assignmentId: string | null;
  readonly requestorId: string | null;
  readonly beneficiaryId: string | null;
};

export type Subjects = {
  readonly ofRequest: (id: string) => Subject | undefined;
  readonly ofAssignment: (id: string) => Subject | undefined;
};

/** Looks up the requests and assignments named, and no others. */
export function subjectsAmong(
  named: { readonly requests: ReadonlySet<string>; readonly assignments: ReadonlySet<string> },
  snapshot: Snapshot,
): Subjects {
  const requests: Row<"assignmentRequests">[] = [];
  for (const row of snapshot.rows("assignmentRequests")) if (named.requests.has(row.id)) requests.push(row);
  const wanted = new Set([...named.assignments, ...requests.flatMap(({ assignmentId }) => assignmentId ?? [])]);
  const holders = holdersOf(snapshot);
  const ofAssignments = new Map<string, Subject>();
  for (const row of wanted.size === 0 ? [] : snapshot.rows("assignments")) {
    if (wanted.has(row.id)) ofAssignments.set(row.id, ofAssignment(row, holders.of(row)));
  }
  const ofRequests = new Map(
    requests.map((row) => [row.id, ofRequest(row, ofAssignments.get(row.assignmentId ?? ""))] as const),
  );
  return { ofRequest: (id) => ofRequests.get(id), ofAssignment: (id) => ofAssignments.get(id) };
}

function ofAssignment(row: Row<"assignments">, holderId: string): Subject {
  return {
    accessPackage: { kind: "accessPackage", id: row.accessPackageId, name: row.accessPackageName },
    policy: row.policyId === null ? null : { kind: "policy", id: row.policyId, name: row.policyName || row.policyId },
    assignmentId: row.id,
    requestorId: null,
    beneficiaryId: holderId,
  };
}

/**
 * The requestor is who asked or, of a direct assignment, who was assigned
 * (https://learn.microsoft.com/graph/api/resources/accesspackageassignmentrequest): so who asked on behalf of another is not
 * who gets it, and who was assigned did not ask.
 */
function ofRequest(row: Row<"assignmentRequests">, assigned: Subject | undefined): Subject {
  const type = row.requestType?.toLowerCase() ?? "";
  const named = row.requestorObjectId;
  return {
    accessPackage:
      row.accessPackageId === null
        ? (assigned?.accessPackage ?? null)
        : { kind: "accessPackage", id: row.accessPackageId, name: row.accessPackageName ?? row.accessPackageId },
    policy: assigned?.policy ?? null,
    assignmentId: row.assignmentId,
    requestorId: type.startsWith("user") || type.startsWith("onbehalf") ? named : null,
    beneficiaryId: assigned?.beneficiaryId ?? (type.startsWith("onbehalf") ? null : named),
  };
}
