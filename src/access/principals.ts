import type { Principal } from "../domain/access.ts";
import type { SectionName } from "../domain/sections.ts";
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

/**
 * The directory object that an assignment is held by, be it named on another assignment only: the first by id, where a
 * subject was more than one, as somebody who was invited again. Else the subject itself.
 */
export function holdersOf(snapshot: Snapshot): HolderOf {
  const objectIds = new Map<string, string>();
  for (const { subjectId, targetObjectId } of snapshot.columns("assignments", ["subjectId", "targetObjectId"])) {
    const known = objectIds.get(subjectId);
    if (targetObjectId !== null && (known === undefined || targetObjectId < known))
      objectIds.set(subjectId, targetObjectId);
  }
  return ({ targetObjectId, subjectId }) => targetObjectId ?? objectIds.get(subjectId) ?? subjectId;
}

/** Gathers principals from everything that can hold, named best by the directory itself, next by what says of which type they are. */
export function principalsOf(snapshot: Snapshot): Principals {
  const byId = new Map<string, Principal>();
  for (const user of snapshot.columns("users", userNaming)) byId.set(user.id, fromUser(user));
  for (const application of snapshot.columns("servicePrincipals", applicationNaming))
    byId.set(application.id, fromServicePrincipal(application));
  const listed = new Set(byId.keys());
  const know = (principal: Principal): void => {
    const { id, type } = principal;
    const known = byId.get(id);
    if (known === undefined || (!listed.has(id) && known.type === "unknown" && type !== "unknown"))
      byId.set(id, principal);
  };

  const holderId = holdersOf(snapshot);
  for (const assignment of snapshot.columns("assignments", targetNaming))
    know(fromTarget(assignment, holderId(assignment)));
  for (const request of snapshot.rows("assignmentRequests")) {
    const { requestorObjectId: targetObjectId, requestorSubjectId, requestorName } = request;
    const subjectId = requestorSubjectId ?? targetObjectId;
    if (subjectId !== null) know(named(holderId({ targetObjectId, subjectId }), requestorName ?? "", "unknown"));
  }
  for (const { memberId, memberType, memberName } of snapshot.columns("groupMembers", [
    "memberId",
    "memberType",
    "memberName",
  ])) {
    if (isPrincipal(memberType)) know(named(memberId, memberName, memberType));
  }
  for (const { principalId, principalType, principalDisplayName } of snapshot.columns("appRoleAssignments", [
    "principalId",
    "principalType",
    "principalDisplayName",
  ])) {
    if (principalType.toLowerCase() !== "group") know(named(principalId, principalDisplayName, principalType));
  }

  for (const { ownerId, ownerType, ownerName } of snapshot.columns("groupOwners", [
    "ownerId",
    "ownerType",
    "ownerName",
  ]))
    know(named(ownerId, ownerName, ownerType));
  for (const { principalId, principalType, principalName } of snapshot.columns("entitlementRoleAssignments", [
    "principalId",
    "principalType",
    "principalName",
  ])) {
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
  for (const { id } of snapshot.columns("groups", ["id"])) groups.add(id);
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

/** The columns that name a principal. */
const userNaming = ["id", "userType", "userPrincipalName", "displayName", "accountEnabled"] as const;
const applicationNaming = ["id", "displayName", "accountEnabled"] as const;
const targetNaming = [
  "subjectId",
  "targetObjectId",
  "targetType",
  "targetName",
  "targetPrincipalName",
  "targetEmail",
] as const;

type Named<S extends SectionName, Names extends readonly (keyof Row<S>)[]> = Pick<Row<S>, Names[number]>;

function fromUser(user: Named<"users", typeof userNaming>): Principal {
  const { id, userType, userPrincipalName, displayName, accountEnabled } = user;
  return { id, type: typeOfUser(userType), userPrincipalName, displayName, enabled: accountEnabled };
}

/** Not told is a member, as accounts that are older than the property; what sodscan has not heard of may be a guest or not. */
function typeOfUser(userType: string | null): Principal["type"] {
  const type = userType?.toLowerCase() ?? "member";
  if (type === "member") return "user";
  return type === "guest" ? "guest" : "unknown";
}

function fromServicePrincipal({
  id,
  displayName,
  accountEnabled,
}: Named<"servicePrincipals", typeof applicationNaming>): Principal {
  return { id, type: "servicePrincipal", userPrincipalName: null, displayName, enabled: accountEnabled };
}

function fromTarget(assignment: Named<"assignments", typeof targetNaming>, id: string): Principal {
  const { subjectId, targetObjectId, targetType, targetName, targetPrincipalName, targetEmail } = assignment;
  const userPrincipalName = targetPrincipalName ?? targetEmail;
  const type = targetObjectId === null && id === subjectId ? "external" : typeOf(targetType ?? "unknown");
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
