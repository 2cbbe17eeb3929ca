import type { Relation } from "./relation.ts";

/** Groups and principals, each under numbers of their own from 0 up. */
export type Memberships = {
  /** The groups that are members of each group. */
  readonly nested: Relation;
  /** The principals that are members of each group themselves. */
  readonly members: Relation;
  readonly principals: number;
};
