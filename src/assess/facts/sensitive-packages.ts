import type { FactSources } from "./sources.ts";

/** Packages that grant a duty of a conflict, stand in a declared one, or are called sensitive by the configuration. */
export function sensitivePackages({ snapshot, model, bound, sensitive }: FactSources): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const note = (id: string, why: string): void => {
    if (!found.has(id)) found.set(id, why);
  };
  for (const { conflict } of bound) {
    for (const { points, title } of conflict.duties) {
      for (const point of points) {
        const why = conflict.source === "declared" ? "it stands in a declared incompatibility" : `it grants "${title}"`;
        if (point.kind === "accessPackage") note(point.id, why);
        for (const id of model.grants.packagesImplying(point)) note(id, why);
      }
    }
  }
  const [packages, catalogs] = [new Set(sensitive.packages), new Set(sensitive.catalogs)];
  for (const { id, displayName, catalogId, catalogName } of snapshot.columns("accessPackages", [
    "id",
    "displayName",
    "catalogId",
    "catalogName",
  ])) {
    const isNamed = packages.has(id) || packages.has(displayName);
    const isInNamed = [catalogId, catalogName].some((catalog) => catalog !== null && catalogs.has(catalog));
    if (isNamed || isInNamed) note(id, "the configuration calls it sensitive");
  }
  return found;
}
