import type { AccessPoint } from "../domain/access.ts";
import type { Plan } from "../domain/plan.ts";
import { pointsKeptApart } from "../conflicts/conflict.ts";
import type { JudgedConflict } from "../conflicts/judge.ts";

/**
 * The declarations that are missing, in both directions, for every pair of packages that a conflict keeps apart: what to
 * write once nobody holds both.
 */
export function missingDeclarations(judged: readonly JudgedConflict[], base: string): Plan["declarations"] {
  const declared = new Set(
    judged.flatMap(({ conflict }) => conflict.declarations.map(({ from, to }) => `${from} ${to}`)),
  );
  const wanted = judged
    .filter(({ outcome }) => outcome !== "not-applicable")
    .flatMap(({ conflict }) => packagePairs(pointsKeptApart(conflict)));
  const missing = wanted.filter(({ from, to }) => from.id !== to.id && !declared.has(`${from.id} ${to.id}`));
  const distinct = new Map(missing.map((edge) => [`${edge.from.id} ${edge.to.id}`, edge]));
  return [...distinct]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { from, to }]) => ({
      from: { kind: from.kind, id: from.id, name: from.name },
      to: { kind: to.kind, id: to.id, name: to.name },
      request: {
        method: "POST",
        url: `${base}/identityGovernance/entitlementManagement/accessPackages/${from.id}/incompatibleAccessPackages/$ref`,
        body: { "@odata.id": `${base}/identityGovernance/entitlementManagement/accessPackages/${to.id}` },
      },
    }));
}

type Edge = { readonly from: AccessPoint; readonly to: AccessPoint };

function packagePairs(sides: readonly (readonly AccessPoint[])[]): readonly Edge[] {
  const packages = sides.map((points) => points.filter(({ kind }) => kind === "accessPackage"));
  return packages.flatMap((these, index) =>
    packages.flatMap((those, other) =>
      index === other ? [] : these.flatMap((from) => those.map((to) => ({ from, to }))),
    ),
  );
}
