import { ScanError } from "../../scan-error.ts";

/** How much of everything a generated tenant has. */
export type Generation = {
  readonly users: number;
  readonly groups: number;
  /** How many groups each user is a direct member of. */
  readonly membershipsPerUser: number;
  /** Groups are nested in chains of that many; 1 is no nesting. */
  readonly nesting: number;
  readonly servicePrincipals: number;
  /** Each two of them are declared incompatible, in both directions. */
  readonly packages: number;
  readonly policies: number;
  readonly assignments: number;
  /** How many people have both packages of each incompatible two. */
  readonly dualHolders: number;
  /** Other seeds, other ids. */
  readonly seed: number;
};

const names = [
  "users",
  "groups",
  "membershipsPerUser",
  "nesting",
  "servicePrincipals",
  "packages",
  "policies",
  "assignments",
  "dualHolders",
  "seed",
] as const satisfies readonly (keyof Generation)[];

/** The names of users have five letters. */
const mostUsers = 26 ** 5;

/** Fills in what is not said, in proportion to the users. Throws `usage/invalid` where the numbers cannot go together. */
export function generationOf(asked: Partial<Generation>): Generation {
  const { users = 1_000, packages = 20 } = asked;
  const { groups = Math.ceil(users / 10), assignments = packages === 0 ? 0 : users } = asked;
  const generation: Generation = {
    users,
    groups,
    membershipsPerUser: Math.min(10, groups),
    nesting: 1,
    servicePrincipals: 10,
    packages,
    policies: packages,
    assignments,
    dualHolders: packages === 0 ? 0 : Math.min(3, Math.floor(assignments / packages)),
    seed: 1,
    ...asked,
  };
  const problem = problemOf(generation);
  if (problem !== null) throw new ScanError("usage/invalid", `This tenant cannot be generated: ${problem}.`);
  return generation;
}

/** Reads `users=1000000,groups=100000`. Throws `usage/invalid` on a name or number that is none. */
export function parseGeneration(text: string): Generation {
  const asked = text.split(",").map((part): readonly [keyof Generation, number] => {
    const [word = "", number = ""] = part.split("=").map((side) => side.trim());
    const name = names.find((known) => known === word);
    if (name === undefined) {
      throw new ScanError("usage/invalid", `"${part}" names nothing that is generated; there is ${names.join(", ")}.`);
    }
    if (!/^\d+$/u.test(number))
      throw new ScanError("usage/invalid", `"${part}" must have a whole number, as in ${name}=100.`);
    return [name, Number(number)];
  });
  return generationOf(Object.fromEntries(asked));
}

function problemOf(generation: Generation): string | null {
  const { users, groups, membershipsPerUser, nesting, packages, policies, assignments, dualHolders } = generation;
  const bad = names.find((name) => !Number.isSafeInteger(generation[name]) || generation[name] < 0);
  if (bad !== undefined) return `${bad} must be a whole number`;
  if (users < 1 || users > mostUsers) return `users must be from 1 to ${mostUsers}`;
  if (membershipsPerUser > groups) return `a user cannot be a member of ${membershipsPerUser} out of ${groups} groups`;
  if (nesting < 1) return "nesting must be at least 1";
  if (packages === 0) return policies + assignments > 0 ? "policies and assignments need packages" : null;
  if (dualHolders > Math.floor(assignments / packages)) return `${dualHolders} dualHolders need more assignments`;

  const [first, second] = [Math.ceil(assignments / packages), Math.ceil(Math.max(0, assignments - 1) / packages)];
  const holders = packages === 1 ? first : first + second - dualHolders;
  return holders > users ? `two packages have ${holders} holders together, and there are ${users} users` : null;
}
