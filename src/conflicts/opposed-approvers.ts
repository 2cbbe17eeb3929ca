import type { AccessModel } from "../access/access-model.ts";
import type { ApprovalPath } from "../access/asking/approval-paths.ts";
import { namedIn } from "../access/asking/approval-paths.ts";
import type { Asking } from "../access/asking/asking.ts";
import { belongs } from "../access/asking/audiences.ts";
import { includes } from "../access/asking/people.ts";
import { union } from "../access/sorted-numbers.ts";
import type { BoundDuty } from "./conflict.ts";
import type { BoundConflict } from "./conflicts.ts";

/** Somebody who approves requests for a package of one duty and holds another that must not meet it. */
export type OpposedApprover = {
  readonly conflict: string;
  readonly approver: number;
  readonly path: ApprovalPath;
  /** Approves only what those below ask for. */
  readonly asManager: boolean;
  readonly holds: BoundDuty;
};

export type OpposedApprovers = {
  readonly examined: number;
  readonly found: readonly OpposedApprover[];
  readonly unclear: readonly string[];
};

export function opposedApprovers(
  bound: readonly BoundConflict[],
  asking: Asking,
  model: AccessModel,
): OpposedApprovers {
  const paths = Map.groupBy(asking.paths, ({ policy }) => policy.accessPackageId ?? "");
  const sides = bound
    .filter(({ conflict }) => conflict.atMost === 1 && !conflict.duties.some(({ unbound }) => unbound))
    .flatMap(({ conflict }) =>
      conflict.duties.flatMap((duty) => {
        const packages = packagesOf(duty, model).filter((id) => paths.has(id));
        const others = conflict.duties.filter((other) => other !== duty);
        return packages.flatMap((id) =>
          others.map((holds) => ({ conflict: conflict.id, holds, paths: paths.get(id) ?? [] })),
        );
      }),
    );
  const judged = sides.map((side) => {
    const holders = union(side.holds.points.map((point) => model.holders(point)));
    return side.paths.map((path) => ({ side, path, holders, ...approversAmong(holders, path, asking) }));
  });
  const all = judged.flat();
  return {
    examined: new Set(sides.flatMap((side) => side.paths.map(({ policy }) => policy.accessPackageId))).size,
    found: all.flatMap(({ side: { conflict, holds }, path, named, managers }) => [
      ...Array.from(named, (approver) => ({ conflict, approver, path, asManager: false, holds })),
      ...Array.from(managers, (approver) => ({ conflict, approver, path, asManager: true, holds })),
    ]),
    unclear: all.flatMap(({ path: { policy }, holders, unclear }) =>
      holders.length === 0 ? [] : unclear.map((why) => `policy "${policy.displayName}": ${why}`),
    ),
  };
}

function packagesOf({ points }: BoundDuty, { grants }: AccessModel): readonly string[] {
  const ids = points.flatMap((point) => [
    ...(point.kind === "accessPackage" ? [point.id] : []),
    ...grants.packagesImplying(point),
  ]);
  return [...new Set(ids)];
}

type Among = { readonly named: Uint32Array; readonly managers: Uint32Array; readonly unclear: readonly string[] };

/** Who of the holders is named to approve, or approves for those below who may ask. */
function approversAmong(holders: Uint32Array, path: ApprovalPath, asking: Asking): Among {
  const stages = (path.stages ?? []).map(namedIn);
  const people = stages.map((stage) => stage.people);
  const certain = union(people.map((stage) => stage.certain));
  const possible = union(people.map((stage) => stage.possible));
  const levels = stages.flatMap(({ relations }) =>
    relations.flatMap((relation) => (relation.kind === "manager" ? [relation.level] : [])),
  );
  const named = holders.filter((number) => includes(certain, number));
  const nested = holders.filter((number) => includes(possible, number) && !includes(certain, number));
  return {
    named,
    managers: holders.filter(
      (number) => !includes(named, number) && levels.some((level) => hasBelow(number, level, path, asking)),
    ),
    unclear: [
      ...people.flatMap(({ unknown }) => unknown),
      ...(nested.length > 0 ? ["whether members of nested groups can approve is not documented"] : []),
      ...(path.stages === null ? ["Graph did not say who has to approve"] : []),
    ],
  };
}

function hasBelow(
  manager: number,
  level: number,
  path: ApprovalPath,
  { managers, accounts }: Pick<Asking, "managers" | "accounts">,
): boolean {
  if (accounts.classOf(manager) === null) return false;
  const below = managers.reports(manager);
  if (level > 1) return below.some((report) => hasBelow(report, level - 1, path, { managers, accounts }));
  return below.some((report) => belongs(path.audience, report, accounts) === "yes");
}
