import type { AccessModel } from "../../access/access-model.ts";
import type { AccountGroup } from "../../access/persons/groups.ts";
import { isApplicable } from "../../conflicts/conflict.ts";
import type { BoundConflict } from "../../conflicts/conflicts.ts";
import { packagesGiving } from "../../conflicts/duty.ts";
import { isViolation } from "../../conflicts/dual-holder.ts";
import type { PendingConflictFacts } from "../../rule-kit/facts/conflict-facts.ts";
import type { Giving } from "./conflict-ahead.ts";
import { unclearHolders } from "./conflict-facts.ts";
import { comingToHold } from "./coming-holders.ts";
import { personFacts } from "./person-facts.ts";
import type { FactSources } from "./sources.ts";

/** All that is under way to somebody counts together: two requests may make a conflict that neither makes alone. */
export function pendingConflictFacts(sources: FactSources): PendingConflictFacts {
  const { model, bound, judged } = sources;
  const { requests, ahead } = model.packages;
  const conflicts = bound.filter(({ conflict }) => isApplicable(conflict));
  const giving = givingBy(conflicts, model);
  const gives = (packageId: string | null): boolean => packageId === null || giving.all.has(packageId);
  const relevant = ahead.filter(({ packageId }) => gives(packageId));
  const others = judged.flatMap(({ holders }) => holders.filter((holder) => !isViolation(holder)));
  const byAccount = new Map<number, readonly string[]>(
    others.map(({ principal }) => [numberIn(model, principal.id), []]),
  );
  for (const [principalId, coming] of Map.groupBy(relevant, (one) => one.principalId))
    byAccount.set(
      numberIn(model, principalId),
      coming.map(({ packageId }) => packageId),
    );

  const groups = [...new Set([...byAccount.keys()].flatMap(model.persons.groupsWith))].sort(certainFirst);
  const all = conflicts.map((one) => comingToHold(one, { byAccount, groups, giving: giving.by }, model));
  return {
    found: all.flatMap(({ found }) => found),
    examined: (byAccount.size + groups.length) * conflicts.length,
    unknown: [
      ...all.flatMap(({ unclear }) => unclear),
      ...(byAccount.size === 0 ? [] : personFacts(sources).unknown),
      ...requests.unclear.filter(({ packageId }) => gives(packageId)).map(({ why }) => why),
      ...unclearHolders(judged),
    ],
  };
}

/** The packages that give each access point of the conflicts, and all of them. */
function givingBy(
  conflicts: readonly BoundConflict[],
  model: AccessModel,
): { readonly by: Giving; readonly all: ReadonlySet<string> } {
  const points = conflicts.flatMap(({ conflict }) => conflict.duties.flatMap((duty) => duty.points));
  const known = new Map(points.map((point) => [point, new Set(packagesGiving(point, model))]));
  return { by: (point) => known.get(point) ?? new Set(), all: new Set([...known.values()].flatMap((ids) => [...ids])) };
}

function numberIn({ principals }: AccessModel, id: string): number {
  const number = principals.numberOf(id);
  if (number === undefined) throw new RangeError(`${id} is about to get a package and is not among the principals`);
  return number;
}

const certainFirst = (a: AccountGroup, b: AccountGroup): number =>
  Number(b.kind === "certain") - Number(a.kind === "certain");
