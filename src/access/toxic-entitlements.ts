import type { ObjectRef } from "../domain/access.ts";
import type { AccessModel, HeldPoint } from "./access-model.ts";

/** Duties of which one person may hold at most `atMost`. */
export type Separation = {
  readonly atMost: number;
  readonly duties: readonly { readonly id: string; readonly points: readonly HeldPoint[] }[];
};

/** A package or group that gives whoever has it, be it by activation, more of the duties than one person may hold. */
export type ToxicEntitlement = { readonly entitlement: ObjectRef; readonly duties: readonly string[] };

/** In the order of kinds and ids. */
export function toxicEntitlements(
  { atMost, duties }: Separation,
  model: AccessModel,
  packageName: (id: string) => string,
): readonly ToxicEntitlement[] {
  const gives = new Map<string, ToxicEntitlement>();
  for (const { id, points } of duties) {
    for (const entitlement of points.flatMap((point) => giving(point, model, packageName))) {
      const key = `${entitlement.kind} ${entitlement.id}`;
      const given = new Set([...(gives.get(key)?.duties ?? []), id]);
      gives.set(key, { entitlement, duties: [...given] });
    }
  }
  return [...gives]
    .filter(([, { duties: given }]) => given.length > atMost)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, toxic]) => toxic);
}

/** The packages and groups whose holders and members hold the access point by them. */
function giving(
  point: HeldPoint,
  { grants, groups, groupsHolding }: AccessModel,
  packageName: (id: string) => string,
): readonly ObjectRef[] {
  const own = { kind: "accessPackage", id: point.id, name: point.name };
  if (point.kind === "accessPackage") return [own];
  const holding = groupsHolding(point);
  const granting = [
    ...grants.packagesGranting(point),
    ...holding.flatMap((id) => grants.packagesGranting({ kind: "group", id })),
  ];
  return [...holding.map(groups.ref), ...granting.map((id) => ({ kind: "accessPackage", id, name: packageName(id) }))];
}
