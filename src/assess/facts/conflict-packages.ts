import type { HeldPoint } from "../../access/access-model.ts";
import { dutiesBySide } from "../../conflicts/conflict.ts";
import type { ConflictPackagesFact } from "../../rule-kit/facts/conflict-facts.ts";
import type { FactSources } from "./sources.ts";

export function conflictPackageFacts({ bound, model }: FactSources): readonly ConflictPackagesFact[] {
  const packagesOf = (point: HeldPoint): readonly string[] => [
    ...(point.kind === "accessPackage" ? [point.id] : []),
    ...model.grants.packagesImplying(point),
  ];
  return bound
    .filter(({ conflict }) => conflict.people === null)
    .map(({ conflict }) => ({
      id: conflict.id,
      source: conflict.source,
      title: conflict.title,
      atMost: conflict.atMost,
      sides: dutiesBySide(conflict).map((duties) => ({
        title: duties.map(({ title }) => title).join(" or "),
        packageIds: [...new Set(duties.flatMap(({ points }) => points).flatMap(packagesOf))],
      })),
    }));
}
