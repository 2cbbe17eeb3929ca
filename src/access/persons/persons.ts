import type { EvidenceRef } from "../../domain/evidence.ts";
import type { Person, PersonLink } from "../../domain/person.ts";
import type { SectionCoverage, SectionName } from "../../domain/sections.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import { none } from "../../snapshot/tables/table-packer.ts";
import type { Principals } from "../principals.ts";
import { adminAccounts } from "./admin-accounts.ts";
import { declaredLinks } from "./declared-links.ts";
import { type AccountGroup, groupsOf } from "./groups.ts";
import type { PersonSettings } from "./settings.ts";
import { sharedByUsers } from "./user-values.ts";

/** Who has more than one account, as far as the directory and a link file tell. */
export type Persons = {
  readonly settings: PersonSettings;
  /** Those of certain persons, of possible ones, and those refused as bad data. */
  readonly groups: readonly AccountGroup[];
  /** Numbers of the accounts that stand in any group, ascending. */
  readonly grouped: Uint32Array;
  readonly groupsWith: (account: number) => readonly AccountGroup[];
  readonly personOf: (group: AccountGroup) => Person;
  /** All accounts of the one whose account this certainly is, ascending; the account alone where no other is known. */
  readonly accountsOf: (account: number) => readonly number[];
  /** Sections without which not every second account can be seen. */
  readonly gaps: readonly SectionCoverage[];
  /** Lines of the link file that name no account, more than one, or one of another person. */
  readonly strangers: readonly string[];
};

export function personsOf(snapshot: Snapshot, principals: Principals, settings: PersonSettings): Persons {
  const gapIn = (name: SectionName): readonly SectionCoverage[] =>
    snapshot.coverage.filter(({ section, status }) => section === name && status !== "complete");
  const users = gapIn("users");
  const unread = users.some(({ read }) => read === 0);

  const declared = declaredLinks(settings.links, principals);
  const named = unread ? noneNamed : adminAccounts(snapshot, principals, settings);
  const shared = unread ? [] : sharedByUsers(snapshot, principals);
  const groups = groupsOf([...declared.shared, ...shared, ...named.shared], {
    maxAccounts: settings.maxAccounts,
    whole: users.length === 0,
  });
  const needsManagers = named.shared.some(({ key }) => key === "adminName");

  const places = new Map<number, AccountGroup[]>();
  for (const group of groups) {
    for (const account of group.accounts) places.set(account, [...(places.get(account) ?? []), group]);
  }
  const evidence = once(() => userEvidence(snapshot, principals, places));
  return {
    settings,
    groups,
    grouped: Uint32Array.from(places.keys()).sort(),
    groupsWith: (account) => places.get(account) ?? [],
    accountsOf: (account) => places.get(account)?.find(({ kind }) => kind === "certain")?.accounts ?? [account],
    personOf: (group) => personIn(group, principals, evidence(), named.managerEvidence),
    gaps: [...users, ...(needsManagers ? gapIn("managers") : [])],
    strangers: declared.strangers,
  };
}

const noneNamed: ReturnType<typeof adminAccounts> = { shared: [], managerEvidence: new Map() };

type Evidence = ReadonlyMap<number, EvidenceRef>;

function personIn(
  { kind, accounts, by, names }: AccountGroup,
  principals: Principals,
  users: Evidence,
  managers: Evidence,
): Person {
  const refs = (account: number, known: Evidence): readonly EvidenceRef[] =>
    [known.get(account)].flatMap((ref) => ref ?? []);
  const linked = by.flatMap(({ key, value, accounts: [first = 0, ...others] }) =>
    others.map(
      (other): PersonLink => ({
        a: principals.idOf(first),
        b: principals.idOf(other),
        key,
        value,
        evidence: [
          ...[first, other].flatMap((account) => refs(account, users)),
          ...(key === "adminNameAndManager" ? [first, other].flatMap((account) => refs(account, managers)) : []),
        ],
      }),
    ),
  );
  return {
    id: names.map((name) => (typeof name === "string" ? name : principals.idOf(name))).join("+"),
    certainty: kind === "certain" ? "certain" : "possible",
    principals: accounts.map((account) => principals.at(account)),
    links: linked,
  };
}

/** Where the accounts that stand in a group were read: few of all there are. */
function userEvidence(snapshot: Snapshot, principals: Principals, places: ReadonlyMap<number, unknown>): Evidence {
  const evidence = new Map<number, EvidenceRef>();
  const users = snapshot.table("users");
  for (const [place, id] of users.ids("id").entries()) {
    const account = principals.byId[id] ?? none;
    if (places.has(account)) evidence.set(account, users.evidence(place));
  }
  return evidence;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
