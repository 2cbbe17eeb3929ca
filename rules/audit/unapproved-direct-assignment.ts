import type { Membership, ObjectRef, Principal } from "../../src/domain/access.ts";
import { accountManagement, auditTrail } from "../../src/rule-kit/controls.ts";
import { quoted } from "../../src/rule-kit/event-words.ts";
import type { SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

type Request = SourcedRow<"assignmentRequests">;
type Policy = SourcedRow<"policies">;

export const unapprovedDirectAssignment = defineRule({
  meta: {
    id: "unapproved-direct-assignment",
    code: "AUD-009",
    title: "Packages that ask for approval, assigned directly by an administrator",
    rationale:
      "A direct assignment asks nobody: the approval that every policy of the package demands never took place.",
    remedy: "Have the holder request the package, or have its approvers confirm the assignment in writing.",
    severity: "high",
    references: [...accountManagement, ...auditTrail],
    falsePositives: "People taken over from an old group when the package was introduced, with a ticket.",
    needs: ["assignmentRequests", "policies"],
    concludesFromAbsenceOf: ["policies"],
  },

  evaluate({ rows }) {
    const policies = Map.groupBy(rows("policies"), ({ accessPackageId }) => accessPackageId);
    const ofNoPackage = policies.get(null) ?? [];
    const judged = [...directAssignments(rows("assignmentRequests"))].map((request) => {
      const own = request.accessPackageId === null ? [] : (policies.get(request.accessPackageId) ?? []);
      return { request, ...judge(request, own, ofNoPackage) };
    });
    return {
      examined: judged.length,
      violations: judged
        .filter(({ verdict }) => verdict === "unapproved")
        .map(({ request, asking }) => ({
          principal: beneficiaryOf(request),
          subject: packageOf(request),
          exposure: exposures.get(stateOf(request)) ?? "active",
          message: `An administrator assigned "${packageOf(request).name}" to ${beneficiaryOf(request).displayName} on ${request.createdDateTime ?? "a day that is not told"}, and nobody approved it: ${quoted(asking.map(({ displayName }) => displayName))} would have asked for approval`,
          evidence: [request.evidence, ...asking.map(({ evidence }) => evidence)],
        })),
      undecided: judged
        .filter(({ verdict }) => verdict === "unknown")
        .map(
          ({ request }) =>
            `whether "${packageOf(request).name}" could be had without approval, by request ${request.id}`,
        ),
    };
  },
});

const exposures: ReadonlyMap<string, Membership> = new Map([
  ["delivered", "active"],
  ["partiallydelivered", "active"],
  ["delivering", "pending"],
  ["scheduled", "scheduled"],
]);
const withoutEffect: ReadonlySet<string> = new Set([
  "submitted",
  "pendingapproval",
  "denied",
  "canceled",
  "deliveryfailed",
]);
const otherTypes: ReadonlySet<string> = new Set(
  [
    "userAdd",
    "userUpdate",
    "userRemove",
    "userExtend",
    "adminUpdate",
    "adminRemove",
    "systemAdd",
    "systemUpdate",
    "systemRemove",
    "onBehalfAdd",
    "onBehalfUpdate",
    "onBehalfRemove",
    "approverUpdate",
    "approverRemove",
  ].map((type) => type.toLowerCase()),
);

/** Requests that were, or may have been, an administrator's own and have led, or may have led, to access. */
function* directAssignments(requests: Iterable<Request>): Generator<Request> {
  for (const request of requests) {
    if (!otherTypes.has(typeOf(request)) && !withoutEffect.has(stateOf(request))) yield request;
  }
}

/** By the policies of its package; those of which it is not told whose they are may be of it, too. */
function judge(request: Request, own: readonly Policy[], ofNoPackage: readonly Policy[]) {
  const asking = own.filter((policy) => asksForApproval(policy) === true);
  const isFree = own.some((policy) => asksForApproval(policy) === false);
  const isKnown = typeOf(request) === "adminadd" && exposures.has(stateOf(request));
  if (isFree) return { verdict: "designed", asking } as const;
  const doAllAsk = [...own, ...ofNoPackage].every((policy) => asksForApproval(policy) === true);
  const isCertain = isKnown && own.length > 0 && doAllAsk;
  return { verdict: isCertain ? "unapproved" : "unknown", asking } as const;
}

/** An automatic policy asks nobody. */
function asksForApproval({ isAutomatic, requestApprovalSettings }: Policy): boolean | null {
  return isAutomatic ? false : (requestApprovalSettings?.isApprovalRequiredForAdd ?? null);
}

function typeOf({ requestType }: Request): string {
  return requestType?.toLowerCase() ?? "";
}

function stateOf({ state }: Request): string {
  return state?.toLowerCase() ?? "";
}

function packageOf({ accessPackageId, accessPackageName, id }: Request): ObjectRef {
  if (accessPackageId === null) return { kind: "assignmentRequest", id, name: `the package of request ${id}` };
  return { kind: "accessPackage", id: accessPackageId, name: accessPackageName ?? accessPackageId };
}

/** Of a direct assignment the requestor is who was assigned (https://learn.microsoft.com/graph/api/resources/accesspackageassignmentrequest). */
function beneficiaryOf(request: Request): Principal {
  const { requestorObjectId, requestorSubjectId, requestorPrincipalName, requestorName, requestorType, id } = request;
  const objectType = requestorType?.toLowerCase() === "serviceprincipal" ? "servicePrincipal" : "user";
  return {
    id: requestorObjectId ?? requestorSubjectId ?? id,
    type: requestorObjectId === null ? "external" : objectType,
    userPrincipalName: requestorPrincipalName,
    displayName: requestorName ?? requestorPrincipalName ?? "somebody the request does not name",
    enabled: null,
  };
}
