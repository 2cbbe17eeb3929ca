import type { AccessModel } from "../access/access-model.ts";
import type { ApprovalPath } from "../access/asking/approval-paths.ts";
import { namedIn } from "../access/asking/approval-paths.ts";
import type { Asking } from "../access/asking/asking.ts";
import { belongs } from "../access/asking/audiences.ts";
import { difference, includes } from "../access/asking/people.ts";
import { everyAccount, everyPossibleAccount } from "../access/persons/one-account.ts";
import { union } from "../access/sorted-numbers.ts";
import { type BoundDuty, dutiesBySide, isApplicable } from "./conflict.ts";
import type { BoundConflict } from "./conflicts.ts";
import { dutyHolders, packagesGivingDuty } from "./duty.ts";
import { scratchFor } from "./kernel/match.ts";
import type { ScopeTest } from "./scope.ts";

/** Somebody who approves requests for a package of one duty and, by whatever account, holds another that must not meet it. */
export type OpposedApprover = {
  readonly conflict: string;
  readonly approver: number;
  readonly path: ApprovalPath;
  /** Approves only what those below ask for. */
  readonly asManager: boolean;
  readonly holds: BoundDuty;
};

export type OpposedApprovers = {
  /** How many packages of duties have approvers. */
  readonly packages: number;
  /** How many hold what their approvers must not, for each package and conflict. */
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
  const scratch = scratchFor(model.principals.size);
  const sides = bound
    .filter(({ conflict }) => conflict.atMost === 1 && isApplicable(conflict))
    .flatMap((one) => opposedSides(one, model).filter(({ packageId }) => paths.has(packageId)))
    .map((side) => ({ ...side, paths: paths.get(side.packageId) ?? [] }));
  const held = sides.map((side) => {
    const where = Map.groupBy(dutyHolders(side.holds, model.holders, scratch), (number) => side.meant(number));
    const holders = everyAccount(Uint32Array.from(where.get("within") ?? []), model.persons);
    const perhaps = everyAccount(Uint32Array.from(where.get("unknown") ?? []), model.persons);
    return { side, holders, perhaps, akin: difference(everyPossibleAccount(holders, model.persons), holders) };
  });
  const all = held.flatMap((one) =>
    one.side.paths.map((path) => ({ ...one, path, ...approversAmong(one.holders, path, asking) })),
  );
  return {
    packages: new Set(sides.map(({ packageId }) => packageId)).size,
    examined: held.reduce((sum, { holders }) => sum + holders.length, 0),
    found: all.flatMap(({ side: { conflict, holds }, path, named, managers }) => [
      ...Array.from(named, (approver) => ({ conflict, approver, path, asManager: false, holds })),
      ...Array.from(managers, (approver) => ({ conflict, approver, path, asManager: true, holds })),
    ]),
    unclear: all.flatMap(({ side, path, holders, perhaps, akin, unclear }) => [
      ...(holders.length === 0 ? [] : unclear.map((why) => `policy "${path.policy.displayName}": ${why}`)),
      ...(isNobodyAmong(akin, path, asking)
        ? []
        : [
            `policy "${path.policy.displayName}": whether an approver is one person with a holder of "${side.holds.title}"`,
          ]),
      ...(isNobodyAmong(perhaps, path, asking) ? [] : [`whom ${side.conflict} applies to cannot be told of everybody`]),
    ]),
  };
}

type OpposedSide = {
  readonly conflict: string;
  readonly packageId: string;
  readonly holds: BoundDuty;
  readonly meant: (number: number) => ReturnType<ScopeTest>;
};

/** Each package that gives a side, with each duty of the others. */
function opposedSides({ conflict, scope }: BoundConflict, model: AccessModel): readonly OpposedSide[] {
  const sides = dutiesBySide(conflict);
  const meant: OpposedSide["meant"] = (number) => scope?.(model.principals.at(number)) ?? "within";
  return sides.flatMap((side) => {
    const packages = [...new Set(side.flatMap((duty) => packagesGivingDuty(duty, model)))];
    const others = sides.filter((other) => other !== side).flat();
    return packages.flatMap((packageId) => others.map((holds) => ({ conflict: conflict.id, packageId, holds, meant })));
  });
}

function isNobodyAmong(holders: Uint32Array, path: ApprovalPath, asking: Asking): boolean {
  const { named, managers } = approversAmong(holders, path, asking);
  return named.length === 0 && managers.length === 0;
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
