import type { RoleHolder } from "../domain/delegation.ts";
import type { Adjustment } from "./rule.ts";

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
