import type { Principal } from "../domain/access.ts";
import type { RoleHolder } from "../domain/delegation.ts";
import type { Adjustment } from "./rule.ts";

/** Whether a list of object ids, user principal names and display names names the principal. */
export function namedIn(list: readonly string[]): (principal: Principal) => boolean {
  const names = new Set(list.map((name) => name.toLowerCase()));
  return ({ id, userPrincipalName, displayName }) =>
    [id, userPrincipalName, displayName].some((name) => name !== null && names.has(name.toLowerCase()));
}

/** `Ann is Catalog owner`, or may become it, and through which group. */
export function sentenceOf({ principal, membership, groups }: RoleHolder, role: string): string {
  const verb = membership === "active" ? "is" : "may become";
  const [first] = groups;
  return `${principal.displayName} ${verb} ${role}${first === undefined ? "" : ` through "${first.name}"`}`;
}

/** What is only potential weighs less. */
export function mildenedBy({ membership }: RoleHolder): readonly Adjustment[] {
  return membership === "active" ? [] : [{ steps: -1, because: `the role is ${membership}, not active` }];
}

/** Those who have a role now before those who may activate it. */
export function activeFirst<Holder extends RoleHolder>(holders: readonly Holder[]): readonly Holder[] {
  return holders.toSorted((a, b) => Number(b.membership === "active") - Number(a.membership === "active"));
}
