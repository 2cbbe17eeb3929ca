import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import { union } from "../access/sorted-numbers.ts";
import type { Declaration } from "../domain/assessment.ts";

/** Whether who has the package is ineligible by one of the declarations. */
export function excludes(
  declarations: readonly Declaration[],
  packageId: string,
  { grants, groups }: AccessModel,
): boolean {
  return declarations.some(({ to, kind }) =>
    kind === "accessPackage"
      ? to === packageId
      : grants.packagesImplying({ ...groups.ref(to), kind: "group", reach: "transitive" }).includes(packageId),
  );
}

/** The accounts that the declarations keep from a package today. */
export function barred(declarations: readonly Declaration[], model: AccessModel): Uint32Array {
  return union(
    declarations.map(({ to, kind }) =>
      model.holders({ kind, id: to, name: to, reach: "transitive" } satisfies HeldPoint),
    ),
  );
}
