import { conflictName } from "../domain/conflict-name.ts";
import { activeHolders } from "./active-holders.ts";
import type { ConflictFact } from "./facts/conflict-facts.ts";
import type { Facts } from "./facts/facts.ts";
import { type Enforcement, enforcementOf } from "./enforcement.ts";
import { openConflicts } from "./open-conflicts.ts";

/** Someone who holds both packages of a declaration, and how they stand to it. */
export type PairHolder = {
  readonly conflict: ConflictFact;
  readonly holder: ConflictFact["holders"][number];
  readonly enforcement: Enforcement;
};

export type DeclaredPairs = {
  readonly holders: readonly PairHolder[];
  readonly undecided: readonly string[];
  /** How many pairs of packages are declared. */
  readonly count: number;
};

/** Everyone who holds both packages of a declared pair, judged; `undecided` also names those of whom it cannot be told. */
export function declaredPairs(
  {
    conflicts,
    declarationHistories,
    auditView,
  }: Pick<
    Facts<"conflicts" | "declarationHistories" | "auditView">,
    "conflicts" | "declarationHistories" | "auditView"
  >,
  tolerance: string,
): DeclaredPairs {
  const pairs = conflicts.judged.filter(
    ({ source, declarations }) => source === "declared" && declarations.every(({ kind }) => kind === "accessPackage"),
  );
  const holders = pairs.flatMap((conflict) =>
    activeHolders(conflict).map((holder) => ({
      conflict,
      holder,
      enforcement: enforcementOf(holder.sides, declarationHistories.get(conflict.id), auditView.seen, tolerance),
    })),
  );
  return {
    holders,
    undecided: [
      ...openConflicts(pairs),
      ...holders.filter(({ enforcement }) => enforcement.kind === "unknown").map(describeUnknown),
    ],
    count: pairs.length,
  };
}

function describeUnknown({ conflict, holder: { principal }, enforcement }: PairHolder): string {
  const why =
    enforcement.second === null
      ? "since when both are held is not known"
      : `the audit trail does not tell whether the declaration came before ${day(enforcement.second.at)}, since when both are held`;
  return `${conflictName(conflict)}: ${principal.displayName} is indeterminate, as ${why}`;
}

function day(time: string): string {
  return time.slice(0, 10);
}
