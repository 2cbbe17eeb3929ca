import type { Principals } from "../principals.ts";
import { nobody, type People } from "./people.ts";

export const accountClasses = ["member", "guest", "application"] as const;

/** Sorts of accounts that a policy can be open to as a whole. */
export type AccountClass = (typeof accountClasses)[number];

/** Which principals can act: those that the directory lists and that are not disabled. */
export type Accounts = {
  readonly isListed: (principal: number) => boolean;
  /** The class of an account that is enabled; null where it is none, is disabled, or nothing says that it is enabled or which. */
  readonly classOf: (principal: number) => AccountClass | null;
  readonly ofClass: (account: AccountClass) => Uint32Array;
  /** Users of whom it cannot be told whether they are members or guests, and who are not disabled. */
  readonly unsorted: Uint32Array;
  /** The principal alone, in so far as it can act. */
  readonly one: (principal: number) => People;
  /** Of `members` those that can act, where `direct` are in the group themselves; whether nested members count is not documented. */
  readonly some: (direct: Uint32Array, members: Uint32Array) => People;
};

export function accountsOf(principals: Principals): Accounts {
  const { isListed } = principals;
  const isEnabled = (number: number): boolean => isListed(number) && principals.enabledOf(number) === true;
  const mayAct = (number: number): boolean => principals.enabledOf(number) !== false;
  const classes = new Map<AccountClass, Uint32Array>();
  const classOf = (number: number): AccountClass | null => {
    if (!isEnabled(number)) return null;
    const type = principals.typeOf(number);
    if (type === "guest") return "guest";
    if (type === "unknown") return null;
    return type === "servicePrincipal" ? "application" : "member";
  };
  const all = Uint32Array.from({ length: principals.size }, (_, number) => number);
  return {
    unsorted: all.filter((number) => isListed(number) && mayAct(number) && principals.typeOf(number) === "unknown"),
    isListed,
    classOf,
    ofClass: (account) => {
      const known = classes.get(account);
      if (known !== undefined) return known;
      const found = all.filter((number) => classOf(number) === account);
      classes.set(account, found);
      return found;
    },
    one: (number) => {
      if (!mayAct(number)) return nobody;
      const alone = Uint32Array.of(number);
      return { certain: isEnabled(number) ? alone : new Uint32Array(), possible: alone, unknown: [] };
    },
    some: (direct, members) => ({
      certain: direct.filter((number) => isEnabled(number) && principals.typeOf(number) !== "servicePrincipal"),
      possible: members.filter((number) => mayAct(number) && principals.typeOf(number) !== "servicePrincipal"),
      unknown: [],
    }),
  };
}
