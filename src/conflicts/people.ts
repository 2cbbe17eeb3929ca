import type { AccessModel } from "../access/access-model.ts";
import type { AccountGroup } from "../access/persons/groups.ts";
import { type Holding, type Membership, memberships, type Principal } from "../domain/access.ts";
import type { Side } from "../domain/assessment.ts";
import type { Person } from "../domain/person.ts";
import { type BoundDuty, type Conflict, dutiesBySide } from "./conflict.ts";
import { dutyHoldings, dutyMembership, holdingsBy } from "./duty.ts";
import { jointHolders } from "./joint-holders.ts";
import { inAll, inAny, type Scratch } from "./kernel/match.ts";

/** A person who holds too many of a conflict's sides by several accounts together: each path begins with its account. */
export type JointHolder = {
  readonly person: Person;
  readonly sides: readonly Side[];
  readonly exposure: Membership;
};

/** `unclear` says of which accounts it matters whether they are one person's, and cannot be told. */
export type Joint = { readonly joint: readonly JointHolder[]; readonly unclear: readonly string[] };

const eligible = memberships.indexOf("eligible");

/**
 * Judges a conflict per person, by what the accounts hold or may activate. A duty of which one account has one half of a way
 * and another the other is judged account by account only.
 */
export function jointlyHeld(
  conflict: Conflict,
  holdersOf: (duty: string) => Uint32Array,
  model: AccessModel,
  scratch: Scratch,
): Joint {
  const { persons, principals } = model;
  const lists = dutiesBySide(conflict).map((side) => {
    const held = inAll(
      [
        persons.grouped,
        inAny(
          side.map(({ id }) => holdersOf(id)),
          scratch,
        ),
      ],
      scratch,
    );
    return held.filter((account) => isHeldBy([principals.at(account)], side, model));
  });
  const groups = jointHolders(conflict.atMost, lists, persons, scratch);
  const { refused = [], told = [] } = Object.groupBy(groups, ({ kind }) => (kind === "refused" ? kind : "told"));
  return {
    joint: told.map((group) => {
      const person = persons.personOf(group);
      const sides = sidesBetween(person.principals, conflict.duties, model);
      return { person, sides, exposure: exposureOf(person.principals, conflict, model) };
    }),
    unclear: [...new Set(refused.map(unclearBecauseOf))],
  };
}

/** Whether one of the accounts holds the side, or may activate it: what is pending or ahead is not held. */
export function isHeldBy(accounts: readonly Principal[], side: readonly BoundDuty[], model: AccessModel): boolean {
  return nearest(accounts, side, model) <= eligible;
}

/** Each side counts by the account and the duty that is nearest to being active; it takes one side more than allowed. */
export function exposureOf(accounts: readonly Principal[], conflict: Conflict, model: AccessModel): Membership {
  const places = dutiesBySide(conflict).map((side) => nearest(accounts, side, model));
  return memberships[places.sort((a, b) => a - b)[conflict.atMost] ?? -1] ?? "active";
}

function nearest(accounts: readonly Principal[], side: readonly BoundDuty[], model: AccessModel): number {
  return Math.min(...accounts.flatMap(({ id }) => side.map((duty) => dutyMembership(duty, holdingsBy(id, model)))));
}

/** What several accounts hold of duties between them; each path begins with its account where there is more than one. */
export function sidesBetween(
  principals: readonly Principal[],
  duties: readonly BoundDuty[],
  model: AccessModel,
): readonly Side[] {
  const sides = duties.map((duty) => ({
    duty: duty.id,
    title: duty.title,
    holdings: principals.flatMap((principal) => {
      const holdings = dutyHoldings(duty, holdingsBy(principal.id, model));
      return principals.length === 1 ? holdings : byAccount(principal, holdings);
    }),
  }));
  return sides.filter(({ holdings }) => holdings.length > 0);
}

/** What an account holds, each path beginning with the account. */
export function byAccount(
  { id, type, displayName, userPrincipalName }: Principal,
  holdings: readonly Holding[],
): readonly Holding[] {
  const kind = type === "servicePrincipal" ? type : "user";
  const account = { kind, id, name: userPrincipalName ?? displayName };
  return holdings.map((holding) => ({ ...holding, path: [account, ...holding.path] }));
}

/** Why it cannot be told whose the accounts of a refused group are. */
export function unclearBecauseOf({ accounts, by: [first] }: AccountGroup): string {
  const shared = first === undefined ? "" : ` by ${first.key} "${first.value}"`;
  return `${accounts.length} accounts are linked${shared}, more than one person has: whose they are cannot be told`;
}
