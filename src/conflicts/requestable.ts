import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import type { PackageRequests } from "../access/asking/package-requests.ts";
import { includes, intersection } from "../access/asking/people.ts";
import { union } from "../access/sorted-numbers.ts";
import type { Declaration } from "../domain/assessment.ts";
import type { BoundDuty } from "./conflict.ts";
import type { BoundConflict } from "./conflicts.ts";

/** Two packages, each of a duty that must not meet the other's, and who can come to hold both duties by asking. */
export type RequestablePair = {
  readonly conflict: string;
  /** In the order of their ids. */
  readonly packages: readonly [string, string];
  readonly count: number;
  /** Some of them, by number, ascending. */
  readonly examples: readonly number[];
  /** Connected organizations whose people can ask for both. */
  readonly organizations: readonly string[];
  /** The fewest stages of approval of each; null where it cannot be asked for. */
  readonly approvals: readonly [number | null, number | null];
  /** Why there may be more. */
  readonly unclear: readonly string[];
};

export type RequestSetting = {
  readonly model: AccessModel;
  readonly requests: (packageId: string) => PackageRequests;
  readonly declarations: readonly Declaration[];
};

/** At most this many are named. */
const examplesShown = 3;

/**
 * Every pair of packages of two duties that exclude each other, once, under the first conflict that has it. Who holds neither
 * duty can get both unless each package is declared against the other: one declaration only decides on the order. Further
 * packages on the way can only block, so that pairs are all there is to search.
 */
export function requestablePairs(bound: readonly BoundConflict[], setting: RequestSetting): readonly RequestablePair[] {
  const seen = new Set<string>();
  const declared = Map.groupBy(setting.declarations, ({ from }) => from);
  return bound
    .filter(({ conflict }) => conflict.atMost === 1 && !conflict.duties.some(({ unbound }) => unbound))
    .flatMap(({ conflict }) =>
      pairsOf(conflict.duties, setting.model).flatMap(([one, other]) => {
        const key = [one.id, other.id].sort().join(" ");
        if (seen.has(key)) return [];
        seen.add(key);
        return [judgedPair(conflict.id, one.id < other.id ? [one, other] : [other, one], declared, setting)];
      }),
    );
}

type Side = { readonly id: string; readonly duty: BoundDuty };

function pairsOf(duties: readonly BoundDuty[], { grants }: AccessModel): readonly (readonly [Side, Side])[] {
  const sides = duties.map((duty) => {
    const ids = duty.points.flatMap((point) => [
      ...(point.kind === "accessPackage" ? [point.id] : []),
      ...grants.packagesImplying(point),
    ]);
    return [...new Set(ids)].sort().map((id): Side => ({ id, duty }));
  });
  return sides.flatMap((these, index) =>
    sides
      .slice(index + 1)
      .flatMap((those) =>
        these
          .filter(({ id }) => !those.some((other) => other.id === id))
          .flatMap((one) =>
            those.filter(({ id }) => !these.some((other) => other.id === id)).map((other) => [one, other] as const),
          ),
      ),
  );
}

function judgedPair(
  conflict: string,
  [one, other]: readonly [Side, Side],
  declared: ReadonlyMap<string, readonly Declaration[]>,
  { model, requests }: RequestSetting,
): RequestablePair {
  const [p, q] = [requests(one.id), requests(other.id)];
  const [blockP, blockQ] = [declared.get(one.id) ?? [], declared.get(other.id) ?? []];
  const canOrder = !excludes(blockQ, one.id, model) || !excludes(blockP, other.id, model);
  const groups = [...blockP, ...blockQ].filter(({ kind }) => kind === "group");
  const blind = model.groupBlindSpots.among(groups.flatMap(({ to }) => model.groups.below(to)));
  const [barredP, barredQ] = [barred(blockP, model), barred(blockQ, model)];
  const [heldP, heldQ] = [holdersOf(one.duty, model), holdersOf(other.duty, model)];
  const parts = [
    { from: canOrder ? intersection(p.people, q.people) : none, without: [heldP, heldQ, barredP, barredQ] },
    { from: intersection(heldP, q.people), without: [heldQ, barredQ] },
    { from: intersection(heldQ, p.people), without: [heldP, barredP] },
  ].map(({ from, without }) => ({ from, without: union(without) }));
  const found = blind === null ? parts : [];
  return {
    conflict,
    packages: [one.id, other.id],
    count: found.reduce((sum, { from, without }) => sum + from.length - intersection(from, without).length, 0),
    examples: found
      .flatMap(({ from, without }) => firstOf(from, without))
      .sort((a, b) => a - b)
      .slice(0, examplesShown),
    organizations: canOrder ? [...p.outside].filter((id) => q.outside.has(id)) : [],
    approvals: [p.approvals, q.approvals],
    unclear: [
      ...(blind === null ? [] : [blind]),
      ...unclearOf(p, q, heldP.length > 0, canOrder),
      ...unclearOf(q, p, heldQ.length > 0, canOrder),
    ],
  };
}

const none = new Uint32Array();

/** Whether who has the package is ineligible by one of the declarations. */
function excludes(declarations: readonly Declaration[], packageId: string, { grants, groups }: AccessModel): boolean {
  return declarations.some(({ to, kind }) =>
    kind === "accessPackage"
      ? to === packageId
      : grants.packagesImplying({ kind: "group", id: to, name: groups.ref(to).name }).includes(packageId),
  );
}

/** Those whom the declarations keep from a package today. */
function barred(declarations: readonly Declaration[], model: AccessModel): Uint32Array {
  return union(
    declarations.map(({ to, kind }) =>
      model.holders({ kind, id: to, name: to, reach: "transitive" } satisfies HeldPoint),
    ),
  );
}

function holdersOf({ points }: BoundDuty, model: AccessModel): Uint32Array {
  return union(points.map((point) => model.holders(point)));
}

function firstOf(from: Uint32Array, without: Uint32Array): readonly number[] {
  const first: number[] = [];
  for (const number of from) {
    if (first.length === examplesShown) break;
    if (!includes(without, number)) first.push(number);
  }
  return first;
}

/** What is not known of who may ask for one package matters where somebody may ask for the other, or holds its duty. */
function unclearOf(
  one: PackageRequests,
  other: PackageRequests,
  isHeld: boolean,
  canOrder: boolean,
): readonly string[] {
  const mayAsk = canOrder && (other.people.length > 0 || other.outside.size > 0 || other.unknown.length > 0);
  const guests = canOrder && one.outside.size > 0 && other.admitsGuests;
  return [
    ...(mayAsk || isHeld ? one.unknown : []),
    ...(guests ? ["which guests belong to a connected organization cannot be told from the directory"] : []),
  ];
}
