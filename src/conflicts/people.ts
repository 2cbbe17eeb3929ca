import type { AccessModel } from "../access/access-model.ts";
import type { AccountGroup } from "../access/persons/groups.ts";
import type { Principal } from "../domain/access.ts";
import type { Side } from "../domain/assessment.ts";
import type { Person } from "../domain/person.ts";
import type { Conflict } from "./conflict.ts";
import { jointHolders } from "./joint-holders.ts";
import type { Scratch } from "./kernel/match.ts";

/** A person who holds too many of a conflict's duties by several accounts together: each path begins with its account. */
export type JointHolder = { readonly person: Person; readonly sides: readonly Side[] };

/** `unclear` says of which accounts it matters whether they are one person's, and cannot be told. */
export type People = { readonly people: readonly JointHolder[]; readonly unclear: readonly string[] };

/** Judges a conflict per person; `lists` are the holders of each of its duties. */
export function peopleOf(
  { atMost, duties }: Conflict,
  lists: readonly Uint32Array[],
  model: AccessModel,
  scratch: Scratch,
): People {
  const groups = jointHolders(atMost, lists, model.persons, scratch);
  const { refused = [], told = [] } = Object.groupBy(groups, ({ kind }) => (kind === "refused" ? kind : "told"));
  return {
    people: told.map((group) => {
      const person = model.persons.personOf(group);
      return { person, sides: sidesBetween(person.principals, duties, model) };
    }),
    unclear: [...new Set(refused.map(unclearBecauseOf))],
  };
}

/** The duties that one account holds, with every way in which it does. */
export function sidesOf(principal: Principal, duties: Conflict["duties"], model: AccessModel): readonly Side[] {
  const sides = duties.map(({ id, title, points }) => ({
    duty: id,
    title,
    holdings: points.flatMap((point) => model.holdings(principal.id, point)),
  }));
  return sides.filter(({ holdings }) => holdings.length > 0);
}

function sidesBetween(
  principals: readonly Principal[],
  duties: Conflict["duties"],
  model: AccessModel,
): readonly Side[] {
  const sides = principals.flatMap((principal) => {
    const { id, displayName, userPrincipalName } = principal;
    const account = { kind: "user", id, name: userPrincipalName ?? displayName };
    return sidesOf(principal, duties, model).map(({ holdings, ...side }) => ({
      ...side,
      holdings: holdings.map((holding) => ({ ...holding, path: [account, ...holding.path] })),
    }));
  });
  return duties.flatMap(({ id, title }) => {
    const holdings = sides.filter(({ duty }) => duty === id).flatMap((side) => side.holdings);
    return holdings.length === 0 ? [] : [{ duty: id, title, holdings }];
  });
}

function unclearBecauseOf({ accounts, by: [first] }: AccountGroup): string {
  const shared = first === undefined ? "" : ` by ${first.key} "${first.value}"`;
  return `${accounts.length} accounts are linked${shared}, more than one person has: whose they are cannot be told`;
}
