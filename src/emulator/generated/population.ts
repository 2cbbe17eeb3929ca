import type { Generation } from "./generation.ts";
import { type Progression, progression } from "./progression.ts";

/**
 * Who is where, by arithmetic: user u is a direct member of the groups u, u + 1, ... (modulo the groups), group g holds
 * group g + 1 of its chain, assignment a is the (a / packages)th one of package a mod packages, and the holders of the
 * packages 2c and 2c + 1 are two rows of users that overlap by the dual holders.
 */
export class Population {
  readonly generation: Generation;

  constructor(generation: Generation) {
    this.generation = generation;
  }

  /** The users directly in a group. */
  usersIn(group: number): readonly Progression[] {
    const { users, groups, membershipsPerUser } = this.generation;
    return Array.from({ length: membershipsPerUser }, (_, nth) =>
      progression((group - nth + groups) % groups, groups, users),
    );
  }

  /** The group directly in a group, if there is one. */
  groupsIn(group: number): Progression {
    const { groups, nesting } = this.generation;
    const next = group + 1;
    return progression(next, 1, next % nesting === 0 || next >= groups ? next : next + 1);
  }

  assignmentsOf(accessPackage: number): Progression {
    const { assignments, packages } = this.generation;
    return progression(accessPackage, packages, assignments);
  }

  packageOf(assignment: number): number {
    return assignment % this.generation.packages;
  }

  holderOf(assignment: number): number {
    const { packages, users } = this.generation;
    return (this.#firstHolder(this.packageOf(assignment)) + Math.floor(assignment / packages)) % users;
  }

  /** A user's assignment of a package; null where they have none. */
  assignmentOf(user: number, accessPackage: number): number | null {
    const { users, packages } = this.generation;
    const place = (user - this.#firstHolder(accessPackage) + users) % users;
    return place < this.assignmentsOf(accessPackage).length ? accessPackage + place * packages : null;
  }

  /** The package that one is incompatible with; null where it is the last of an odd number. */
  counterpartOf(accessPackage: number): number | null {
    const counterpart = accessPackage % 2 === 0 ? accessPackage + 1 : accessPackage - 1;
    return counterpart < this.generation.packages ? counterpart : null;
  }

  /** Where a package's row of users begins: at its pair's own place, and the second of two where the first all but ends. */
  #firstHolder(accessPackage: number): number {
    const { assignments, packages, users, dualHolders } = this.generation;
    const pair = Math.floor(accessPackage / 2) * 2 * Math.ceil(assignments / packages);
    const offset = accessPackage % 2 === 0 ? 0 : this.assignmentsOf(accessPackage - 1).length - dualHolders;
    return (pair + offset) % users;
  }
}
