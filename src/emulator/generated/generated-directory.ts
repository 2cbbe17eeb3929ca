import { groupOf, type Setting, userOf } from "../builder/draft-directory.ts";
import type { Comparison } from "../odata/filter.ts";
import type { Group, User } from "../tenant/directory.ts";
import { objectId } from "../tenant/object-id.ts";
import type { DirectoryObject, Lookup } from "../tenant/tenant-index.ts";
import type { Narrowing } from "./computed-list.ts";
import { computedLookup } from "./computed-lookup.ts";
import { Numerals } from "./numerals.ts";
import type { Population } from "./population.ts";
import { numbersIn, type Progression, progression } from "./progression.ts";

/** The users and groups of a population, made when they are asked for. */
export class GeneratedDirectory {
  readonly population: Population;
  readonly userIds: Numerals;
  readonly groupIds: Numerals;
  readonly users: Lookup<User>;
  readonly groups: Lookup<Group>;
  readonly #userNames: Numerals;
  readonly #setting: Setting;

  constructor(population: Population, setting: Setting) {
    const { users, groups } = population.generation;
    this.population = population;
    this.#setting = setting;
    this.userIds = objectIds(users, "user", setting);
    this.groupIds = objectIds(groups, "group", setting);
    this.#userNames = new Numerals(users, { digits: alphabet, width: 5, tail: `@${setting.domain}` });
    this.users = computedLookup(this.userIds, (number) => this.user(number));
    this.groups = computedLookup(this.groupIds, (number) => this.group(number));
  }

  user(number: number): User {
    const userPrincipalName = this.#userNames.name(number);
    const draft = { id: this.userIds.name(number), key: userPrincipalName, name: `User ${number}`, userPrincipalName };
    return userOf(draft, this.#setting);
  }

  group(number: number): Group {
    const draft = { id: this.groupIds.name(number), key: `group-${number}`, name: `Group ${number}` };
    const memberIds = (): readonly string[] => this.#memberIdsOf(number);
    return {
      ...groupOf(draft, this.#setting),
      get members() {
        return memberIds();
      },
    };
  }

  /** Whatever has that id. */
  find(id: string): DirectoryObject | undefined {
    const user = this.users.get(id);
    if (user !== undefined) return { kind: "user", object: user };
    const group = this.groups.get(id);
    return group === undefined ? undefined : { kind: "group", object: group };
  }

  readonly narrowUsers: Narrowing = (comparison) => {
    const { property, operator, value } = comparison;
    if (property === "id") return named(this.userIds, comparison);
    if (property === "userPrincipalName" || property === "mail") return named(this.#userNames, comparison);
    if (property === "accountEnabled" && operator === "eq") return value === true ? "all" : [];
    return null;
  };

  readonly narrowGroups: Narrowing = (comparison) =>
    comparison.property === "id" ? named(this.groupIds, comparison) : null;

  #memberIdsOf(group: number): readonly string[] {
    const users = numbersIn(this.population.usersIn(group)).map((user) => this.userIds.name(user));
    const groups = numbersIn([this.population.groupsIn(group)]).map((nested) => this.groupIds.name(nested));
    return [...users, ...groups];
  }
}

const alphabet = "abcdefghijklmnopqrstuvwxyz";

/** Ids whose first eight digits are the number. */
export function objectIds(count: number, kind: string, { names }: Setting): Numerals {
  const tail = objectId(names.tenant, kind, "every").slice(8);
  return new Numerals(count, { digits: "0123456789abcdef", width: 8, tail });
}

/** What a comparison with a name asks for. */
export function named(names: Numerals, { operator, value }: Comparison): ReturnType<Narrowing> {
  if (typeof value !== "string") return null;
  const name = value.toLowerCase();
  if (operator === "startswith") return [names.startingWith(name)];
  return operator === "eq" ? only(names.number(name)) : null;
}

/** That number alone, or nothing. */
export function only(number: number | null): readonly Progression[] {
  return number === null ? [] : [progression(number, 1, number + 1)];
}
