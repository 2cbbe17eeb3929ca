import { packagesGiving, packagesGivingDuty } from "../../conflicts/duty.ts";
import { listedIn } from "../../rule-kit/named.ts";
import type { FactSources } from "./sources.ts";

/** Packages that grant a duty of a conflict, stand in a declared one, or are called sensitive by the configuration. */
export function sensitivePackages({ snapshot, model, bound, sensitive }: FactSources): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const note = (why: string, ids: readonly string[]): void => {
    for (const id of ids) if (!found.has(id)) found.set(id, why);
  };
  for (const { conflict } of bound) {
    for (const duty of conflict.duties) {
      const isDeclared = conflict.source === "declared";
      note(
        isDeclared ? "it stands in a declared incompatibility" : `it grants "${duty.title}"`,
        packagesGivingDuty(duty, model),
      );
      for (const point of duty.points) note(`it grants part of "${duty.title}"`, packagesGiving(point, model));
    }
  }
  const [isNamed, isInNamed] = [listedIn(sensitive.packages), listedIn(sensitive.catalogs)];
  for (const { id, displayName, catalogId, catalogName } of snapshot.columns("accessPackages", [
    "id",
    "displayName",
    "catalogId",
    "catalogName",
  ])) {
    if (isNamed(id, displayName) || isInNamed(catalogId, catalogName))
      note("the configuration calls it sensitive", [id]);
  }
  return found;
}
