import type { Accounts } from "./accounts.ts";
import { accountClasses } from "./accounts.ts";
import { levelsOf } from "./approval-paths.ts";
import type { Audience } from "./audiences.ts";
import type { Managers } from "./managers.ts";
import type { ManagerRelation } from "./subject-sets.ts";
import type { Principals } from "../principals.ts";
import { union } from "../sorted-numbers.ts";

/** Those of an audience who have no manager of a level that could approve, ascending. */
export type Unmanaged = (relation: ManagerRelation, audience: Audience) => Uint32Array;

export function unmanagedOf(accounts: Accounts, managers: Managers, principals: Principals): Unmanaged {
  const isAlone = (principal: number, relation: ManagerRelation): boolean =>
    levelsOf(relation).every((level) => {
      const manager = managers.of(principal, level);
      return manager === null || (manager !== "unknown" && principals.enabledOf(manager) === false);
    });
  const byKey = new Map<string, Uint32Array>();
  const once = (key: string, make: () => Uint32Array): Uint32Array => {
    const list = byKey.get(key) ?? make();
    byKey.set(key, list);
    return list;
  };
  return (relation, { classes, people }) => {
    const wanted = accountClasses.filter((account) => account !== "application" && classes.has(account));
    const key = `${relation.level} ${relation.upTo}`;
    const everyone = once(`${key} ${wanted.join(" ")}`, () =>
      union(wanted.map((account) => accounts.ofClass(account))).filter((number) => isAlone(number, relation)),
    );
    if (people.certain.length === 0) return everyone;
    const alone = people.certain.filter((number) => isAlone(number, relation));
    return everyone.length === 0 ? alone : union([everyone, alone]);
  };
}
