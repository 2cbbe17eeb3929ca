import type { ObjectRef } from "../../domain/access.ts";
import type { SectionName } from "../../domain/sections.ts";
import type { Row } from "../../snapshot/sections.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import type { AccessModel } from "../access-model.ts";
import { type Accounts, accountsOf } from "./accounts.ts";
import { union } from "../sorted-numbers.ts";
import { type TransitiveMembers, transitiveMembersOf } from "../transitive-members.ts";
import { nobody, type People, unite, unknownPeople } from "./people.ts";

export type SubjectSet = NonNullable<Row<"policies">["specificAllowedTargets"]>[number];

/** `upTo` counts all managers up to the level; 1 is the own manager. */
export type ManagerRelation = { readonly kind: "manager"; readonly level: number; readonly upTo: boolean };

/** Who is meant depends on whoever asks. */
export type Relation = ManagerRelation | { readonly kind: "internalSponsors" | "externalSponsors" };

/** Why someone who is named can do nothing; `untold` of whom it cannot be told whether they are a guest. */
export type Flaw = {
  readonly subject: ObjectRef;
  readonly flaw: "deleted" | "disabled" | "guest" | "empty" | "untold";
};

/** What a list of subject sets names. */
export type Named = {
  /** The same for whoever asks. */
  readonly people: People;
  readonly relations: readonly Relation[];
  /** Everybody of these connected organizations. */
  readonly organizations: readonly string[];
  readonly flaws: readonly Flaw[];
};

export type SubjectSets = {
  readonly accounts: Accounts;
  /** Null is a list that Graph did not give. */
  readonly named: (sets: readonly SubjectSet[] | null) => Named;
  /** A user or group by its id. */
  readonly subject: (type: "user" | "group", id: string) => Named;
};

const nothing: Named = { people: nobody, relations: [], organizations: [], flaws: [] };

/**
 * Resolves subject sets to people (https://learn.microsoft.com/graph/api/resources/subjectset). Whether a group's nested
 * members count is not documented: those are only possible, be they found group by group or listed by the tenant itself.
 */
export function subjectSetsOf(snapshot: Snapshot, model: AccessModel): SubjectSets {
  const accounts = accountsOf(model.principals);
  const whole = (section: SectionName): boolean =>
    snapshot.coverage.some((read) => read.section === section && read.status === "complete");
  const isWhole = { users: whole("users"), groups: whole("groups"), members: whole("groupMembers") };
  const listed = transitiveMembersOf(snapshot, model.principals);
  const groups = new Map<string, Named>();
  const subject = (type: "user" | "group", id: string): Named => {
    if (type === "user") return userNamed(id, model, accounts, isWhole.users);
    const known = groups.get(id) ?? groupNamed(id, model, accounts, listed, isWhole);
    groups.set(id, known);
    return known;
  };
  return {
    accounts,
    subject,
    named: (sets) =>
      sets === null
        ? { ...nothing, people: unknownPeople("Graph did not say who is named") }
        : together(sets.map((set) => namedBy(set, subject))),
  };
}

export function together(all: readonly Named[]): Named {
  const [first, ...others] = all;
  if (first !== undefined && others.length === 0) return first;
  return {
    people: unite(all.map(({ people }) => people)),
    relations: all.flatMap(({ relations }) => relations),
    organizations: all.flatMap(({ organizations }) => organizations),
    flaws: all.flatMap(({ flaws }) => flaws),
  };
}

function namedBy({ type, id, managerLevel, membershipRule }: SubjectSet, subject: SubjectSets["subject"]): Named {
  const kind = type.toLowerCase();
  switch (kind) {
    case "requestormanager":
    case "targetmanager":
      return { ...nothing, relations: [{ kind: "manager", level: managerLevel ?? 1, upTo: kind === "targetmanager" }] };
    case "internalsponsors":
      return { ...nothing, relations: [{ kind: "internalSponsors" }] };
    case "externalsponsors":
      return { ...nothing, relations: [{ kind: "externalSponsors" }] };
    case "attributerulemembers":
      return because(`who meets the rule ${membershipRule ?? "that Graph did not give"} is not evaluated`);
    default:
      break;
  }
  if (id === null) return because(`a ${type} without an id`);
  switch (kind) {
    case "singleuser":
    case "singleserviceprincipal":
      return subject("user", id);
    case "groupmembers":
      return subject("group", id);
    case "connectedorganizationmembers":
      return { ...nothing, organizations: [id] };
    default:
      return because(`sodscan does not know whom ${type} means`);
  }
}

function because(reason: string): Named {
  return { ...nothing, people: unknownPeople(reason) };
}

function userNamed(id: string, { principals }: AccessModel, accounts: Accounts, isWhole: boolean): Named {
  const number = principals.numberOf(id);
  if (number === undefined || !accounts.isListed(number)) {
    if (!isWhole) return { ...nothing, people: unknownPeople(`user ${id} is not among those that were read`) };
    const name = number === undefined ? id : principals.at(number).displayName;
    return { ...nothing, flaws: [{ subject: { kind: "user", id, name }, flaw: "deleted" }] };
  }
  const { displayName, enabled, type } = principals.at(number);
  const subject = { kind: type === "servicePrincipal" ? "servicePrincipal" : "user", id, name: displayName };
  const disabled = enabled === false ? [{ subject, flaw: "disabled" } as const] : [];
  const guest = type === "guest" ? [{ subject, flaw: "guest" } as const] : [];
  const untold = type === "unknown" ? [{ subject, flaw: "untold" } as const] : [];
  return { ...nothing, people: accounts.one(number), flaws: [...disabled, ...guest, ...untold] };
}

function groupNamed(
  id: string,
  { groups, groupBlindSpots }: AccessModel,
  accounts: Accounts,
  listed: TransitiveMembers,
  isWhole: { readonly groups: boolean; readonly members: boolean },
): Named {
  const subject = groups.ref(id);
  if (groups.row(id) === undefined) {
    if (!isWhole.groups) return { ...nothing, people: unknownPeople(`group ${id} is not among those that were read`) };
    return { ...nothing, flaws: [{ subject, flaw: "deleted" }] };
  }
  const blind = groupBlindSpots.people(id);
  const part = isWhole.members ? [] : [`the members of "${subject.name}" were not all read`];
  const members = union([...groups.below(id).map(groups.direct), listed(id)]);
  const known = accounts.some(groups.direct(id), members);
  const people = { ...known, unknown: [...part, ...(blind === null ? [] : [blind])] };
  const isEmpty = people.possible.length === 0 && people.unknown.length === 0;
  return { ...nothing, people, flaws: isEmpty ? [{ subject, flaw: "empty" }] : [] };
}
