import { type Certainty, type LinkKey, linkKeys } from "../../domain/person.ts";
import { DisjointSets } from "./disjoint-sets.ts";
import type { SharedValue } from "./shared-values.ts";

/**
 * Accounts that belong together, by what they share: one person's for certain, or possibly, or `refused` because more share
 * it than one person has accounts, which is bad data and says nothing. Numbers are ascending.
 */
export type AccountGroup = {
  readonly kind: Certainty | "refused";
  readonly accounts: readonly number[];
  readonly by: readonly SharedValue[];
  /** What the group is known by from run to run: a person of the link file, else the accounts that its parts begin with. */
  readonly names: readonly (string | number)[];
};

const suggesting: ReadonlySet<LinkKey> = new Set(["adminName", "displayName"]);

/**
 * Joins accounts by all deterministic keys, chains of them included; what only suggests one person pairs persons and is
 * never joined further. Where the directory was not read `whole`, nobody knows how many share a value: it only suggests.
 */
export function groupsOf(
  values: readonly SharedValue[],
  { maxAccounts, whole }: { readonly maxAccounts: number; readonly whole: boolean },
): readonly AccountGroup[] {
  const shared = values.toSorted(byKey);
  const isCertain = ({ key }: SharedValue): boolean => key === "linkFile" || (whole && !suggesting.has(key));
  const fits = ({ key, accounts }: SharedValue): boolean => key === "linkFile" || accounts.length <= maxAccounts;

  const first = personsBy(shared.filter((value) => isCertain(value) && fits(value)));
  const crowds = first.filter((person) => person.accounts.length > maxAccounts && person.by.some(isNotDeclared));
  const crowded = new Set(crowds.flatMap(({ by }) => by.filter(isNotDeclared)));
  const certain = personsBy(shared.filter((value) => isCertain(value) && fits(value) && !crowded.has(value)));
  const tooMany = shared.filter((value) => !fits(value) && !suggesting.has(value.key)).map(refused);
  const suggested = shared.filter((value) => !isCertain(value) && fits(value));
  return [
    ...certain.filter(({ accounts }) => accounts.length > 1),
    ...possibleBy(suggested, certain),
    ...[...crowds, ...tooMany].map((group) => ({ ...group, kind: "refused" as const })),
  ];
}

const isNotDeclared = ({ key }: SharedValue): boolean => key !== "linkFile";

const refused = (value: SharedValue): AccountGroup => ({
  kind: "refused",
  accounts: value.accounts,
  by: [value],
  names: value.accounts.slice(0, 1),
});

function personsBy(values: readonly SharedValue[]): readonly AccountGroup[] {
  const sets = new DisjointSets();
  for (const { accounts } of values) {
    const [first] = accounts;
    if (first !== undefined) for (const account of accounts) sets.join(first, account);
  }
  const by = Map.groupBy(values, ({ accounts }) => sets.find(accounts[0] ?? 0));
  return Array.from(sets.sets(), ([root, accounts]) => {
    const own = by.get(root) ?? [];
    const declared = own.find(({ key }) => key === "linkFile")?.value;
    return { kind: "certain", accounts, by: own, names: [declared ?? root] };
  });
}

/** A pair of persons, or of accounts of their own, for all that suggests that the two are one. */
function possibleBy(suggested: readonly SharedValue[], certain: readonly AccountGroup[]): readonly AccountGroup[] {
  const personOf = new Map(certain.flatMap((person) => person.accounts.map((account) => [account, person] as const)));
  const pairs = suggested.flatMap(({ key, value, accounts }) =>
    accounts.flatMap((a, place) =>
      accounts.slice(place + 1).map((b) => {
        const sides = [a, b].map((account) => personOf.get(account) ?? alone(account)).sort(byFirst);
        return { sides, value: { key, value, accounts: [a, b] } };
      }),
    ),
  );
  const apart = pairs.filter(({ sides: [one, other] }) => one?.accounts[0] !== other?.accounts[0]);
  return [...Map.groupBy(apart, ({ sides }) => sides.map(({ accounts }) => accounts[0]).join(" ")).values()].flatMap(
    (same) =>
      same.slice(0, 1).map(
        ({ sides }): AccountGroup => ({
          kind: "possible",
          accounts: sides.flatMap(({ accounts }) => accounts).sort((a, b) => a - b),
          by: [...sides.flatMap(({ by }) => by), ...same.map(({ value }) => value)],
          names: sides.flatMap(({ names }) => names),
        }),
      ),
  );
}

const alone = (account: number): AccountGroup => ({ kind: "certain", accounts: [account], by: [], names: [account] });

const byFirst = (a: AccountGroup, b: AccountGroup): number => (a.accounts[0] ?? 0) - (b.accounts[0] ?? 0);

function byKey(a: SharedValue, b: SharedValue): number {
  if (a.key !== b.key) return linkKeys.indexOf(a.key) - linkKeys.indexOf(b.key);
  return a.value === b.value ? 0 : a.value < b.value ? -1 : 1;
}
