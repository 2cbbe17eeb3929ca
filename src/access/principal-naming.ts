import type { Principal } from "../domain/access.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import type { Labels } from "../snapshot/tables/table.ts";
import { release } from "../snapshot/tables/numbers.ts";
import { none } from "../snapshot/tables/table-packer.ts";
import type { Holders } from "./holders.ts";
import { labelAt } from "./label-at.ts";
import { type Kind, PrincipalRegister, type Principals, principalType } from "./principals.ts";

/** Object types that can be members of a group and yet hold no duty. */
const withoutDuties: ReadonlySet<string> = new Set(["group", "device", "orgContact"]);

export function isPrincipal(memberType: string): boolean {
  return !withoutDuties.has(memberType);
}

/** Gathers principals from everything that can hold, named best by the directory itself, next by what says of which type they are. */
export function principalsOf(snapshot: Snapshot, holders: Holders): Principals {
  const register = new PrincipalRegister(snapshot.ids);
  listUsers(snapshot, register);
  listApplications(snapshot, register);
  knowTargets(snapshot, holders, register);
  knowRequestors(snapshot, holders, register);
  knowMembers(snapshot, register);
  knowTransitiveMembers(snapshot, register);
  knowAssigned(snapshot, register);
  knowOwners(snapshot, register);
  knowDelegates(snapshot, register);
  knowPrivileged(snapshot, register);
  return register.numbered();
}

function listUsers({ table }: Snapshot, register: PrincipalRegister): void {
  const users = table("users");
  const userTypes = users.labels("userType");
  const enabled = users.labels("accountEnabled");
  const types = userTypes.values.map(typeOfUser);
  register.list(
    users.ids("id"),
    (place) => ({
      type: types[userTypes.numbers[place] ?? none] ?? "unknown",
      enabled: labelAt(enabled, place),
    }),
    { displayNames: users.cells("displayName"), userPrincipalNames: users.cells("userPrincipalName") },
  );
}

/** Not told is a member, as accounts that are older than the property; what sodscan has not heard of may be a guest or not. */
function typeOfUser(userType: string | null): Principal["type"] {
  const type = userType?.toLowerCase() ?? "member";
  if (type === "member") return "user";
  return type === "guest" ? "guest" : "unknown";
}

function listApplications({ table }: Snapshot, register: PrincipalRegister): void {
  const applications = table("servicePrincipals");
  const enabled = applications.labels("accountEnabled");
  register.list(applications.ids("id"), (place) => ({ type: "servicePrincipal", enabled: labelAt(enabled, place) }), {
    displayNames: applications.cells("displayName"),
    userPrincipalNames: null,
  });
}

function knowTargets({ table }: Snapshot, holders: Holders, register: PrincipalRegister): void {
  const assignments = table("assignments");
  const [subjects, objects] = [assignments.ids("subjectId"), assignments.ids("targetObjectId")];
  const types = assignments.labels("targetType");
  const names = assignments.cells("targetName");
  const [principalNames, emails] = [assignments.cells("targetPrincipalName"), assignments.cells("targetEmail")];
  for (let place = 0; place < assignments.size; place += 1) {
    const [subject, object] = [subjects[place] ?? none, objects[place] ?? none];
    const id = holders.byNumbers(object, subject);
    register.know(id, () => ({
      type: object === none && id === subject ? "external" : principalType(labelAt(types, place) ?? "unknown"),
      userPrincipalName: principalNames.at(place) ?? emails.at(place),
      displayName: names.at(place),
      enabled: null,
    }));
  }
}

function knowRequestors({ table }: Snapshot, holders: Holders, register: PrincipalRegister): void {
  const requests = table("assignmentRequests");
  const [subjects, objects] = [requests.ids("requestorSubjectId"), requests.ids("requestorObjectId")];
  const names = requests.cells("requestorName");
  for (let place = 0; place < requests.size; place += 1) {
    const object = objects[place] ?? none;
    const subject = subjects[place] ?? none;
    const id = holders.byNumbers(object, subject === none ? object : subject);
    if (id !== none) register.know(id, () => called(names.at(place) ?? "", "unknown"));
  }
}

function knowMembers({ table }: Snapshot, register: PrincipalRegister): void {
  const memberships = table("groupMembers");
  const types = memberships.labelValues("memberType");
  const names = memberships.cells("memberName");
  let start = 0;
  for (let part = 0; part < memberships.parts; part += 1) {
    const members = memberships.idPart("memberId", part);
    const places = register.unknownAmong(members);
    const labels = places.length === 0 ? members : memberships.labelPart("memberType", part);
    for (const place of places) {
      const type = types[labels[place] ?? none] ?? "unknown";
      const row = start + place;
      if (isPrincipal(type)) register.know(members[place] ?? none, () => called(names.at(row), type));
    }
    start += members.length;
    release(members);
  }
}

/** The tenant lists users alone. */
function knowTransitiveMembers({ table }: Snapshot, register: PrincipalRegister): void {
  const listed = table("groupTransitiveMembers");
  const names = listed.cells("memberName");
  let start = 0;
  for (let part = 0; part < listed.parts; part += 1) {
    const members = listed.idPart("memberId", part);
    for (const place of register.unknownAmong(members)) {
      const row = start + place;
      register.know(members[place] ?? none, () => called(names.at(row), "user"));
    }
    start += members.length;
    release(members);
  }
}

function knowAssigned({ table }: Snapshot, register: PrincipalRegister): void {
  const assigned = table("appRoleAssignments");
  const named = { types: assigned.labels("principalType"), names: assigned.cells("principalDisplayName") };
  knowNamed(assigned.ids("principalId"), named, register);
}

function knowOwners({ table }: Snapshot, register: PrincipalRegister): void {
  const owners = table("groupOwners");
  const types = owners.labels("ownerType");
  const names = owners.cells("ownerName");
  for (const [place, id] of owners.ids("ownerId").entries())
    register.know(id, () => called(names.at(place), labelAt(types, place)));
}

function knowDelegates({ table }: Snapshot, register: PrincipalRegister): void {
  const delegated = table("entitlementRoleAssignments");
  const named = { types: delegated.labels("principalType"), names: delegated.cells("principalName") };
  knowNamed(delegated.ids("principalId"), named, register);
}

type Named = { readonly types: Labels<string>; readonly names: { readonly at: (place: number) => string } };

/** Whoever is named with a type that is not a group's. */
function knowNamed(ids: Uint32Array, { types, names }: Named, register: PrincipalRegister): void {
  for (const [place, id] of ids.entries()) {
    const type = labelAt(types, place);
    if (type.toLowerCase() !== "group") register.know(id, () => called(names.at(place), type));
  }
}

/** Whoever is given a directory role, or a group by Privileged Identity Management, of which only the id is told. */
function knowPrivileged({ table, ids }: Snapshot, register: PrincipalRegister): void {
  const isGroup = new Uint8Array(ids.size());
  for (const id of table("groups").ids("id")) isGroup[id] = 1;
  for (const section of [
    "directoryRoleAssignments",
    "directoryRoleEligibilities",
    "directoryRoleAssignmentSchedules",
    "groupEligibilities",
    "groupAssignmentSchedules",
  ] as const) {
    for (const id of table(section).ids("principalId"))
      if (isGroup[id] === 0) register.know(id, () => called(ids.idOf(id), "unknown"));
  }
}

function called(displayName: string, objectType: string): Kind & Pick<Principal, "displayName" | "userPrincipalName"> {
  return { type: principalType(objectType), userPrincipalName: null, displayName, enabled: null };
}
