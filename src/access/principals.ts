import type { Principal } from "../domain/access.ts";
import type { Row } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";

/** Everyone who holds anything, under dense numbers in the order of their ids, which lists of holders are made of. */
export type Principals = {
  readonly size: number;
  readonly numberOf: (id: string) => number | undefined;
  readonly at: (number: number) => Principal;
};

/** Object types that can be members of a group and yet hold no duty. */
const withoutDuties: ReadonlySet<string> = new Set(["group", "device", "orgContact"]);

export function isPrincipal(memberType: string): boolean {
  return !withoutDuties.has(memberType);
}

/** Finds who it is that an assignment or request names. */
export type HolderOf = (named: Pick<Row<"assignments">, "targetObjectId" | "subjectId">) => string;

/** The directory object that an assignment is held by, be it named on another assignment only; else the subject itself. */
export function holdersOf(snapshot: Snapshot): HolderOf {
  const objectIds = new Map<string, string>();
  for (const { subjectId, targetObjectId } of snapshot.rows("assignments")) {
    if (targetObjectId !== null) objectIds.set(subjectId, targetObjectId);
  }
  return ({ targetObjectId, subjectId }) => targetObjectId ?? objectIds.get(subjectId) ?? subjectId;
}

/** Gathers principals from everything that can hold, named best by the directory itself. */
export function principalsOf(snapshot: Snapshot): Principals {
  const byId = new Map<string, Principal>();
  const know = (principal: Principal): void => {
    if (!byId.has(principal.id)) byId.set(principal.id, principal);
  };

  const holderId = holdersOf(snapshot);
  for (const user of snapshot.rows("users")) know(fromUser(user));
  for (const application of snapshot.rows("servicePrincipals")) know(fromServicePrincipal(application));
  for (const assignment of snapshot.rows("assignments")) know(fromTarget(assignment, holderId(assignment)));
  for (const request of snapshot.rows("assignmentRequests")) {
    const { requestorObjectId: targetObjectId, requestorSubjectId, requestorName } = request;
    const subjectId = requestorSubjectId ?? targetObjectId;
    if (subjectId !== null) know(named(holderId({ targetObjectId, subjectId }), requestorName ?? "", "unknown"));
  }
  for (const { memberId, memberType, memberName } of snapshot.rows("groupMembers")) {
    if (isPrincipal(memberType)) know(named(memberId, memberName, memberType));
  }
  for (const { principalId, principalType, principalDisplayName } of snapshot.rows("appRoleAssignments")) {
    if (principalType.toLowerCase() !== "group") know(named(principalId, principalDisplayName, principalType));
  }

  for (const { ownerId, ownerType, ownerName } of snapshot.rows("groupOwners"))
    know(named(ownerId, ownerName, ownerType));
  for (const { principalId, principalType, principalName } of snapshot.rows("entitlementRoleAssignments")) {
    if (principalType.toLowerCase() !== "group") know(named(principalId, principalName, principalType));
  }
  for (const id of privilegedIds(snapshot)) know(named(id, id, "unknown"));

  const sorted = [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const numbers = new Map(sorted.map(({ id }, number) => [id, number]));
  return {
    size: sorted.length,
    numberOf: (id) => numbers.get(id),
    at: (number) => {
      const principal = sorted[number];
      if (principal === undefined) throw new RangeError(`no principal has number ${number}`);
      return principal;
    },
  };
}

/** Whoever is given a directory role, or a group by Privileged Identity Management, of which only the id is told. */
function* privilegedIds(snapshot: Snapshot): Generator<string> {
  const groups = new Set<string>();
  for (const { id } of snapshot.rows("groups")) groups.add(id);
  for (const section of [
    "directoryRoleAssignments",
    "directoryRoleEligibilities",
    "directoryRoleAssignmentSchedules",
    "groupEligibilities",
    "groupAssignmentSchedules",
  ] as const) {
    for (const { principalId } of snapshot.rows(section)) if (!groups.has(principalId)) yield principalId;
  }
}

function fromUser({ id, userType, userPrincipalName, displayName, accountEnabled }: Row<"users">): Principal {
  const type = userType?.toLowerCase() === "guest" ? "guest" : "user";
  return { id, type, userPrincipalName, displayName, enabled: accountEnabled };
}

function fromServicePrincipal({ id, displayName, accountEnabled }: Row<"servicePrincipals">): Principal {
  return { id, type: "servicePrincipal", userPrincipalName: null, displayName, enabled: accountEnabled };
}

function fromTarget(assignment: Row<"assignments">, id: string): Principal {
  const { targetObjectId, targetType, targetName, targetPrincipalName, targetEmail } = assignment;
  const userPrincipalName = targetPrincipalName ?? targetEmail;
  const type = targetObjectId === null ? "external" : typeOf(targetType ?? "user");
  return { id, type, userPrincipalName, displayName: targetName, enabled: null };
}

function named(id: string, displayName: string, type: string): Principal {
  return { id, type: typeOf(type), userPrincipalName: null, displayName, enabled: null };
}

function typeOf(text: string): Principal["type"] {
  const type = text.toLowerCase();
  if (type === "user") return "user";
  return type === "serviceprincipal" ? "servicePrincipal" : "unknown";
}
