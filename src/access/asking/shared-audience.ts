import type { Accounts } from "./accounts.ts";
import { type Audience, belongs, isEmptyAudience } from "./audiences.ts";
import { intersection } from "./people.ts";

/**
 * Whether somebody is in both audiences: `certain` with the number of one of them, or with null for people of an organization
 * outside; `possible` where it cannot be told.
 */
export type SharedAudience =
  | { readonly kind: "certain"; readonly principal: number | null }
  | { readonly kind: "possible" | "none" };

export function sharedAudience(one: Audience, other: Audience, accounts: Accounts): SharedAudience {
  const principal = certainlyIn(one, other, accounts);
  if (principal !== undefined) return { kind: "certain", principal };
  if (!one.outside.isDisjointFrom(other.outside)) return { kind: "certain", principal: null };
  return { kind: mayMeet(one, other, accounts) ? "possible" : "none" };
}

function certainlyIn(one: Audience, other: Audience, accounts: Accounts): number | undefined {
  for (const account of one.classes.intersection(other.classes)) {
    const [first] = accounts.ofClass(account);
    if (first !== undefined) return first;
  }
  const [both] = intersection(one.people.certain, other.people.certain);
  return both ?? namedOfClass(one, other, accounts) ?? namedOfClass(other, one, accounts);
}

/** Somebody whom one audience names and who is of a class that the other is for. */
function namedOfClass({ people }: Audience, { classes }: Audience, { classOf }: Accounts): number | undefined {
  return people.certain.find((number) => {
    const account = classOf(number);
    return account !== null && classes.has(account);
  });
}

function mayMeet(one: Audience, other: Audience, accounts: Accounts): boolean {
  const mayHave = (from: Audience, to: Audience): boolean =>
    (from.people.unknown.length > 0 && !isEmptyAudience(to)) ||
    from.people.possible.some((number) => belongs(to, number, accounts) !== "no") ||
    (from.outside.size > 0 && to.classes.has("guest") && accounts.ofClass("guest").length > 0);
  return mayHave(one, other) || mayHave(other, one);
}
