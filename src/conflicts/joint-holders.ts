import type { AccountGroup } from "../access/persons/groups.ts";
import type { Persons } from "../access/persons/persons.ts";
import { inAll, type Scratch } from "./kernel/match.ts";

/**
 * The groups of accounts that stand in more than `atMost` of the lists together, while none of their accounts does alone.
 * Accounts of persons found so far count for no further group: what is only possible adds nothing to what is certain.
 */
export function jointHolders(
  atMost: number,
  lists: readonly Uint32Array[],
  persons: Pick<Persons, "grouped" | "groupsWith">,
  scratch: Scratch,
): readonly AccountGroup[] {
  const held = dutiesHeld(lists, persons, scratch);
  const groups = [...new Set([...held.keys()].flatMap(persons.groupsWith))];
  const caught = new Set([...held].flatMap(([account, duties]) => (duties.length > atMost ? [account] : [])));
  const exceeds = (accounts: readonly number[]): boolean =>
    new Set(accounts.flatMap((account) => held.get(account) ?? [])).size > atMost;

  const found: AccountGroup[] = [];
  for (const group of groups.filter(({ kind }) => kind === "certain")) {
    if (!exceeds(group.accounts)) continue;
    if (!group.accounts.some((account) => caught.has(account))) found.push(group);
    for (const account of group.accounts) caught.add(account);
  }
  const others = groups.filter(
    ({ kind, accounts }) => kind !== "certain" && exceeds(accounts.filter((account) => !caught.has(account))),
  );
  return [...found, ...others];
}

/** The numbers of the lists that each grouped account stands in. */
function dutiesHeld(
  lists: readonly Uint32Array[],
  { grouped }: Pick<Persons, "grouped">,
  scratch: Scratch,
): ReadonlyMap<number, readonly number[]> {
  const held = new Map<number, number[]>();
  for (const [duty, list] of lists.entries()) {
    for (const account of inAll([grouped, list], scratch)) held.set(account, [...(held.get(account) ?? []), duty]);
  }
  return held;
}
