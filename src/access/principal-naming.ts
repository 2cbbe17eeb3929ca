import type { Principal } from "../domain/access.ts";
import type { SectionName } from "../domain/sections.ts";
import type { Row } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { PrincipalRegister, type Principals, principalType } from "./principals.ts";

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
  const unnamed = subjectsWithoutObject(snapshot);
  if (unnamed.size > 0) {
    for (const { subjectId, targetObjectId } of snapshot.columns("assignments", ["subjectId", "targetObjectId"])) {
      if (targetObjectId === null || !unnamed.has(subjectId)) continue;
      const known = objectIds.get(subjectId);
      if (known === undefined || targetObjectId < known) objectIds.set(subjectId, targetObjectId);
    }
  }
  return ({ targetObjectId, subjectId }) => targetObjectId ?? objectIds.get(subjectId) ?? subjectId;
}

function subjectsWithoutObject(snapshot: Snapshot): ReadonlySet<string> {
  const subjects = new Set<string>();
  for (const { subjectId, targetObjectId } of snapshot.columns("assignments", ["subjectId", "targetObjectId"]))
    if (targetObjectId === null) subjects.add(subjectId);
  for (const { requestorObjectId, requestorSubjectId } of snapshot.columns("assignmentRequests", [
    "requestorObjectId",
    "requestorSubjectId",
  ]))
    if (requestorObjectId === null && requestorSubjectId !== null) subjects.add(requestorSubjectId);
  return subjects;
}

/** Gathers principals from everything that can hold, named best by the directory itself, next by what says of which type they are. */
export function principalsOf(snapshot: Snapshot, holderId: HolderOf): Principals {
  const register = new PrincipalRegister();
  for (const user of snapshot.columns("users", userNaming)) register.know(user.id, () => fromUser(user));
  for (const application of snapshot.columns("servicePrincipals", applicationNaming))
    register.know(application.id, () => fromServicePrincipal(application));
  register.endDirectory();
  for (const assignment of snapshot.columns("assignments", targetNaming)) {
    const id = holderId(assignment);
    register.know(id, () => fromTarget(assignment, id));
  }
  for (const request of snapshot.rows("assignmentRequests")) {
    const { requestorObjectId: targetObjectId, requestorSubjectId, requestorName } = request;
    const subjectId = requestorSubjectId ?? targetObjectId;
    if (subjectId !== null) register.name(holderId({ targetObjectId, subjectId }), requestorName ?? "", "unknown");
  }
  for (const { memberId, memberType, memberName } of snapshot.columns("groupMembers", memberNaming))
    if (isPrincipal(memberType)) register.name(memberId, memberName, memberType);
  for (const { principalId, principalType, principalDisplayName } of snapshot.columns("appRoleAssignments", [
    "principalId",
    "principalType",
    "principalDisplayName",
  ])) {
    if (principalType.toLowerCase() !== "group") register.name(principalId, principalDisplayName, principalType);
  }
  for (const { ownerId, ownerType, ownerName } of snapshot.columns("groupOwners", [
    "ownerId",
    "ownerType",
    "ownerName",
  ]))
    register.name(ownerId, ownerName, ownerType);
  for (const { principalId, principalType, principalName } of snapshot.columns("entitlementRoleAssignments", [
    "principalId",
    "principalType",
    "principalName",
  ])) {
    if (principalType.toLowerCase() !== "group") register.name(principalId, principalName, principalType);
  }
  for (const id of privilegedIds(snapshot)) register.name(id, id, "unknown");
  return register.numbered();
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
const memberNaming = ["memberId", "memberType", "memberName"] as const;
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
  const isOutsider = targetObjectId === null && id === subjectId;
  const type = isOutsider ? "external" : principalType(targetType ?? "unknown");
  return { id, type, userPrincipalName, displayName: targetName, enabled: null };
}
