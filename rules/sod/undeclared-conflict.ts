import type { AccessPoint } from "../../src/domain/access.ts";
import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const undeclaredConflict = defineRule({
  meta: {
    id: "undeclared-conflict",
    code: "SOD-004",
    title: "Conflicting packages that are not declared incompatible",
    rationale: "Where neither package lists the other, anyone eligible can request both today.",
    remedy: "Once nobody holds both, declare each package incompatible with the other.",
    severity: "high",
    references: separationOfDuties,
    falsePositives: "Packages whose audiences never overlap: milder.",
    needs: ["packConflicts", "packageDeclarations"],
    concludesFromAbsenceOf: ["packageDeclarations"],
  },

  evaluate({ packConflicts, packageDeclarations }) {
    const declared = new Set(
      packageDeclarations.flatMap(({ from, to }) => [`${from.id} ${to.id}`, `${to.id} ${from.id}`]),
    );
    const pairs = packConflicts.flatMap((conflict) =>
      packagePairs(conflict.keptApart).map((pair) => ({ conflict, pair })),
    );
    return {
      examined: pairs.length,
      violations: pairs
        .filter(({ pair: [p, q] }) => !declared.has(`${p.id} ${q.id}`))
        .map(({ conflict, pair: [p, q] }) => ({
          principal: null,
          subject: { kind: "packagePair", id: `${p.id}/${q.id}`, name: `${p.name} + ${q.name}` },
          conflict: conflict.id,
          message: `"${p.name}" and "${q.name}" conflict (${conflict.title}) and neither is declared incompatible with the other`,
          evidence: [],
        })),
      undecided: packConflicts.flatMap(({ id, problems }) => problems.map((problem) => `${id}: ${problem}`)),
      ...(pairs.length === 0 ? { notApplicable: "no conflict has packages on two of its sides" } : {}),
    };
  },
});

type Pair = readonly [AccessPoint, AccessPoint];

/** Two different packages from two different sides, each pair once, in the order of their ids. */
function packagePairs(sides: readonly (readonly AccessPoint[])[]): readonly Pair[] {
  const packages = sides.map((points) => points.filter(({ kind }) => kind === "accessPackage"));
  const pairs = packages.flatMap((these, index) =>
    packages
      .slice(index + 1)
      .flatMap((those) => these.flatMap((p) => those.map((q): Pair => (p.id < q.id ? [p, q] : [q, p])))),
  );
  const distinct = pairs.filter(([p, q]) => p.id !== q.id);
  return [...new Map(distinct.map((pair) => [pair.map(({ id }) => id).join(" "), pair])).values()];
}
