import type { AccessPoint } from "../domain/access.ts";
import type { AccessModel, HeldPoint } from "./access-model.ts";
import type { Assignment } from "./assignments.ts";
import { union } from "./sorted-numbers.ts";

/** Someone who has what packages grant and no active assignment that grants it, be it through other groups. */
export type UngovernedHolder = {
  readonly principalId: string;
  readonly accessPoint: AccessPoint;
  readonly packageIds: readonly string[];
  /** Assignments of theirs that granted it and are over: what is left of them. */
  readonly residueOf: readonly Assignment[];
  /** An assignment that cannot be read may grant it, or others may than those known. */
  readonly isCertain: boolean;
};

/** An active assignment whose holder has not got what its package grants, not even the right to activate it. */
export type Undelivered = { readonly assignment: Assignment; readonly accessPoint: AccessPoint };

/** What packages say their holders have, held against what holders have. */
export type EffectiveGrants = {
  readonly ungoverned: readonly UngovernedHolder[];
  readonly undelivered: readonly Undelivered[];
  /** Granted by several packages: who loses one of them keeps it by another. */
  readonly shared: readonly { readonly accessPoint: AccessPoint; readonly packageIds: readonly string[] }[];
  /** Of which access points not all holders are known, and why: of those nothing is called undelivered. */
  readonly unknown: readonly string[];
};

/**
 * Of the access points given, or of all that packages grant. Sites are left out: who holds them outside packages cannot be
 * read. Memberships bear no dates, so that for a moment before the tenant was read nothing is certain and nothing undelivered.
 */
export function effectiveGrantsOf(
  model: AccessModel,
  readAt: Date,
  points: readonly HeldPoint[] = governedPoints(model),
): EffectiveGrants {
  const isBefore = model.asOf < readAt;
  const blind = new Map(points.map((point) => [point, model.sources(point).blind]));
  const ended = Map.groupBy(
    model.packages.assignments.all().filter(({ term }) => term.membership === "ended"),
    ({ accessPackageId }) => accessPackageId,
  );
  return {
    ungoverned: points.flatMap((point) => ungovernedOf(point, model, ended, !isBefore && blind.get(point) === null)),
    undelivered: points
      .filter((point) => !isBefore && blind.get(point) === null)
      .flatMap((point) => undeliveredOf(point, model)),
    shared: points
      .map((point) => ({ accessPoint: accessPointOf(point), packageIds: model.grants.packagesGranting(point) }))
      .filter(({ packageIds }) => packageIds.length > 1),
    unknown: points.flatMap((point) => {
      const reason = blind.get(point) ?? null;
      return reason === null ? [] : [`${point.name}: ${reason}`];
    }),
  };
}

function governedPoints({ grants }: AccessModel): readonly HeldPoint[] {
  return grants.governed.filter(({ kind }) => kind !== "site").map((point) => ({ ...point, reach: "transitive" }));
}

function ungovernedOf(
  point: HeldPoint,
  { grants, packages, holders, principals }: AccessModel,
  ended: ReadonlyMap<string, readonly Assignment[]>,
  isKnown: boolean,
): readonly UngovernedHolder[] {
  const packageIds = grants.packagesGranting(point);
  const implying = grants.packagesImplying(point);
  const assigned = new Set(union(implying.map(packages.holders)));
  const unclear = new Set(implying.flatMap((id) => packages.unclear(id).map(({ principalId }) => principalId)));
  const over = Map.groupBy(
    packageIds.flatMap((id) => ended.get(id) ?? []),
    ({ principalId }) => principalId,
  );
  return Array.from(
    holders(point).filter((number) => !assigned.has(number)),
    principals.idOf,
  ).map((principalId) => ({
    principalId,
    accessPoint: accessPointOf(point),
    packageIds,
    residueOf: over.get(principalId) ?? [],
    isCertain: isKnown && !unclear.has(principalId),
  }));
}

function undeliveredOf(
  point: HeldPoint,
  { grants, packages, everyHolder, principals }: AccessModel,
): readonly Undelivered[] {
  const holders = new Set(Array.from(everyHolder(point), (number) => principals.idOf(number)));
  return grants
    .packagesGranting(point)
    .flatMap(packages.active)
    .filter(({ principalId }) => !holders.has(principalId))
    .map((assignment) => ({ assignment, accessPoint: accessPointOf(point) }));
}

function accessPointOf({ kind, id, name }: HeldPoint): AccessPoint {
  return { kind, id, name };
}
