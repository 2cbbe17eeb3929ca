import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { GivenDuty } from "../../src/rule-kit/facts.ts";
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
    const given = packageDuties.map((conflict) => ({ conflict, duties: dutiesByPackage(conflict.duties) }));
    return {
      examined: given.reduce((sum, { duties }) => sum + duties.size, 0),
      violations: given.flatMap(({ conflict: { conflict, title, severity, atMost }, duties }) =>
        [...duties]
          .map(([id, held]) => ({ id, held, name: packages.get(id)?.displayName ?? id }))
          .filter(({ id, held }) => held.length > atMost && !overrides.packages.has(id))
          .map(({ id, held, name }) => ({
            principal: null,
            subject: { kind: "accessPackage", id, name },
            conflict,
            severity,
            message: `"${name}" alone gives ${held.map((duty) => describe(duty, id)).join(" and ")}: ${title}`,
            evidence: [packages.get(id), ...(scopes.get(id) ?? [])].flatMap((row) => row?.evidence ?? []),
          })),
      ),
      undecided: packageDuties.flatMap(({ conflict, unknown }) => unknown.map((why) => `${conflict}: ${why}`)),
      ...(packageDuties.length === 0 ? { notApplicable: "no conflict is bound or declared" } : {}),
    };
  },
});

function dutiesByPackage(duties: readonly GivenDuty[]): ReadonlyMap<string, readonly GivenDuty[]> {
  const pairs = duties.flatMap((duty) => [...duty.givenBy.keys()].map((id) => ({ id, duty })));
  const byPackage = Map.groupBy(pairs, ({ id }) => id);
  return new Map([...byPackage].map(([id, found]) => [id, found.map(({ duty }) => duty)]));
}

function describe({ title, givenBy }: GivenDuty, packageId: string): string {
  const others = (givenBy.get(packageId) ?? []).filter(({ id }) => id !== packageId);
  return others.length === 0 ? `"${title}"` : `"${title}" (${others.map(({ name }) => name).join(", ")})`;
}
