import { conflictName } from "../../domain/conflict-name.ts";
import type { AccessModel } from "../../access/access-model.ts";
import type { AccountGroup } from "../../access/persons/groups.ts";
import type { BoundConflict } from "../../conflicts/conflicts.ts";
import { unclearBecauseOf } from "../../conflicts/people.ts";
import type { PendingConflictFact } from "../../rule-kit/facts/conflict-facts.ts";
import { type Ahead, conflictAhead, type Giving } from "./conflict-ahead.ts";

/** What is under way: to which account which packages, and the groups of accounts that any of these belong to, certain ones first. */
export type UnderWay = {
  readonly byAccount: ReadonlyMap<number, readonly string[]>;
  readonly groups: readonly AccountGroup[];
  readonly giving: Giving;
};

export type ComingHolders = { readonly found: readonly PendingConflictFact[]; readonly unclear: readonly string[] };

/**
 * Who comes to hold too much of a conflict, by an account alone or by those of a person together. Accounts of whoever is found
 * count for no further group: what is only possible adds nothing to what is certain.
 */
export function comingToHold(bound: BoundConflict, underWay: UnderWay, model: AccessModel): ComingHolders {
  const { id, title, severity } = bound.conflict;
  const { principals, persons } = model;
  const found: PendingConflictFact[] = [];
  const unclear: string[] = [];
  const caught = new Set<number>();
  const judge = judging(bound, underWay, model);
  const note = (ahead: Ahead | "unknown" | null, by: Pick<PendingConflictFact, "principal" | "person">): boolean => {
    const [who] = by.person?.principals ?? [by.principal];
    if (ahead === "unknown")
      unclear.push(`${conflictName(bound.conflict)}: whether it applies to ${who?.displayName ?? ""} cannot be told`);
    if (ahead === null || ahead === "unknown") return false;
    found.push({ ...by, conflict: id, title, severity, ...ahead });
    return true;
  };

  for (const account of underWay.byAccount.keys())
    if (note(judge([account]), { principal: principals.at(account) })) caught.add(account);
  for (const group of underWay.groups) {
    const left = group.accounts.filter((account) => !caught.has(account));
    const isCaught = group.kind === "certain" && left.length < group.accounts.length;
    const ahead = isCaught ? null : judge(left);
    if (group.kind === "refused") {
      if (ahead !== null) unclear.push(`${id}: ${unclearBecauseOf(group)}`);
      continue;
    }
    const isFound = note(ahead, { principal: null, person: persons.personOf(group) });
    if (group.kind === "certain" && (isCaught || isFound)) for (const account of group.accounts) caught.add(account);
  }
  return { found, unclear };
}

/** Judges accounts as one person's; `unknown` where it hangs on whether the conflict applies to one of them. */
function judging({ conflict, scope }: BoundConflict, { byAccount, giving }: UnderWay, model: AccessModel) {
  const { principals } = model;
  const meant = (account: number) => scope?.(principals.at(account)) ?? "within";
  const aheadOf = (accounts: readonly number[]): Ahead | null => {
    if (!accounts.some((account) => byAccount.has(account))) return null;
    const expecting = accounts.map((account) => ({
      principal: principals.at(account),
      packageIds: byAccount.get(account) ?? [],
    }));
    return conflictAhead(conflict, expecting, giving, model);
  };
  return (accounts: readonly number[]): Ahead | "unknown" | null => {
    const certain = aheadOf(accounts.filter((account) => meant(account) === "within"));
    if (certain !== null) return certain;
    const isUnclear = accounts.some((account) => meant(account) === "unknown");
    return isUnclear && aheadOf(accounts.filter((account) => meant(account) !== "outside")) !== null ? "unknown" : null;
  };
}
