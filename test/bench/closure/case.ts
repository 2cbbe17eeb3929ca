import type { Closure } from "../../../src/access/closure/closure.ts";
import type { Memberships } from "../../../src/access/closure/memberships.ts";

/** One graph to measure on. */
export type Case = {
  readonly size: string;
  readonly memberships: Memberships;
  readonly closure: Closure;
  /** Numbers of the groups that rules name. */
  readonly named: Uint32Array;
  readonly tell: (line: string) => void;
};
