import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { GivenDuty, PackageDutiesFact } from "../../src/rule-kit/facts/conflict-facts.ts";
import { givingPackages, pointsGiven, sidesGiven } from "../../src/rule-kit/given-duties.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const toxicPackage = defineRule({
  meta: {
    id: "toxic-package",
    code: "SOD-005",
    title: "Packages that give both sides of a conflict at once",
    rationale:
      "Whoever gets the package can do everything alone, and no incompatibility between packages keeps them from it.",
    remedy: "Split the package, so that each part gives one duty, and declare the parts incompatible with each other.",
    severity: "critical",
    references: separationOfDuties,
    falsePositives:
      "Combined packages for emergencies, held on purpose: name them under `overrides` in `sodscan.yaml`, and `loose-override` asks whether they are kept tighter than their parts.",
    needs: ["packageDuties", "overrides", "accessPackages", "resourceRoleScopes"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ packageDuties, overrides, rows }) {
    const packages = new Map([...rows("accessPackages")].map((row) => [row.id, row]));
    const scopes = Map.groupBy(rows("resourceRoleScopes"), ({ accessPackageId }) => accessPackageId);
    const given = packageDuties.map((conflict) => ({ conflict, packages: sidesByPackage(conflict) }));
    return {
      examined: given.reduce((sum, { packages: giving }) => sum + giving.length, 0),
      violations: given.flatMap(({ conflict: { conflict, title, severity, atMost }, packages: giving }) =>
        giving
          .map(({ id, sides }) => ({ id, sides, name: packages.get(id)?.displayName ?? id }))
          .filter(({ id, sides }) => sides.length > atMost && !overrides.packages.has(id))
          .map(({ id, sides, name }) => ({
            principal: null,
            subject: { kind: "accessPackage", id, name },
            conflict,
            severity,
            message: `"${name}" alone gives ${sides.map((side) => side.map((duty) => describe(duty, id)).join(", ")).join(" and ")}: ${title}`,
            evidence: [packages.get(id), ...(scopes.get(id) ?? [])].flatMap((row) => row?.evidence ?? []),
          })),
      ),
      undecided: packageDuties.flatMap(({ conflict, unknown }) => unknown.map((why) => `${conflict}: ${why}`)),
      ...(packageDuties.length === 0 ? { notApplicable: "no conflict is bound or declared" } : {}),
    };
  },
});

type Giving = { readonly id: string; readonly sides: readonly (readonly GivenDuty[])[] };

function sidesByPackage({ sides }: PackageDutiesFact): readonly Giving[] {
  return Array.from(givingPackages(sides), (id) => ({ id, sides: sidesGiven(sides, [id]) }));
}

function describe(duty: GivenDuty, packageId: string): string {
  const others = pointsGiven(duty, [packageId]).filter(({ id }) => id !== packageId);
  return others.length === 0 ? `"${duty.title}"` : `"${duty.title}" (${others.map(({ name }) => name).join(", ")})`;
}
