import type { HeldPoint } from "../../access/access-model.ts";
import type { ConflictPackagesFact } from "../../rule-kit/facts.ts";
import type { FactSources } from "./sources.ts";

export function conflictPackageFacts({ bound, model }: FactSources): readonly ConflictPackagesFact[] {
  const packagesOf = (point: HeldPoint): readonly string[] => [
    ...(point.kind === "accessPackage" ? [point.id] : []),
    ...model.grants.packagesImplying(point),
  ];
  return bound.map(({ conflict: { id, source, title, atMost, duties } }) => ({
    id,
    source,
    title,
    atMost,
    duties: duties.map((duty) => ({ title: duty.title, packageIds: [...new Set(duty.points.flatMap(packagesOf))] })),
  }));
}
