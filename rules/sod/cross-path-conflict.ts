import { activeHolders } from "../../src/rule-kit/active-holders.ts";
import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { GivenDuty } from "../../src/rule-kit/facts/conflict-facts.ts";
import type { PackageHolderFact } from "../../src/rule-kit/facts/holder-facts.ts";
import { sidesGiven } from "../../src/rule-kit/given-duties.ts";
import { openConflicts } from "../../src/rule-kit/open-conflicts.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const crossPathConflict = defineRule({
  meta: {
    id: "cross-path-conflict",
    code: "SOD-007",
    title: "Conflicts that no two assignments show",
    rationale:
      "Entitlement management compares packages: whoever holds a side by a group or an app role is invisible to its check and to its list of those with additional access.",
    remedy: "Take away the side that is held around packages, and let it be requested like the other.",
    severity: "critical",
    references: separationOfDuties,
    falsePositives: "Groups and roles that the application no longer heeds: take them off the duty.",
    needs: ["conflicts", "packageDuties", "packageHolders"],
    concludesFromAbsenceOf: ["packageDuties", "packageHolders"],
  },

  evaluate({ conflicts, packageDuties, packageHolders }) {
    const given = new Map(packageDuties.map((fact) => [fact.conflict, fact]));
    const fromPacks = conflicts.judged.filter(
      ({ source, outcome }) => source === "pack" && outcome !== "not-applicable",
    );
    const assigned = Map.groupBy(fromPacks.length === 0 ? [] : packageHolders, ({ principal }) => principal.id);
    const seen = fromPacks.flatMap((conflict) =>
      activeHolders(conflict).map((holder) => {
        const sides = given.get(conflict.id)?.sides ?? [];
        return { conflict, holder, ...shownBy(assigned.get(holder.principal.id) ?? [], sides) };
      }),
    );
    return {
      examined: seen.length,
      violations: seen
        .filter(({ conflict, possible }) => possible.length <= conflict.atMost)
        .map(({ conflict, holder: { principal, sides, alsoDeclared }, shown }) => ({
          principal,
          conflict: conflict.id,
          sides,
          ...(alsoDeclared.length === 0 ? {} : { alsoDeclared }),
          severity: conflict.severity,
          message: `${principal.displayName} holds ${sides.map(({ title }) => title).join(" and ")}, and assignments show ${shown.length === 0 ? "neither" : `only ${shown.map(titleOf).join(" and ")}`}: ${conflict.title}`,
          evidence: sides.flatMap(({ holdings }) => holdings.flatMap(({ evidence }) => evidence)),
        })),
      undecided: [
        ...openConflicts(fromPacks),
        ...seen
          .filter(
            ({ conflict, shown, possible }) => shown.length <= conflict.atMost && possible.length > conflict.atMost,
          )
          .map(
            ({ conflict, holder: { principal } }) =>
              `${conflict.id}: it cannot be told whether the assignments of ${principal.displayName} are active`,
          ),
      ],
      ...(fromPacks.length === 0 ? { notApplicable: "no conflict of a pack is bound" } : {}),
    };
  },
});

type Sides = readonly (readonly GivenDuty[])[];

type Shown = {
  /** Sides that active assignments give. */
  readonly shown: Sides;
  /** Those, and the ones that an assignment might give of which it cannot be told whether it is active. */
  readonly possible: Sides;
};

function shownBy(assignments: readonly PackageHolderFact[], sides: Sides): Shown {
  const active = assignments.filter(({ isActive }) => isActive);
  return { shown: sidesGiven(sides, packageIds(active)), possible: sidesGiven(sides, packageIds(assignments)) };
}

function packageIds(assignments: readonly PackageHolderFact[]): readonly string[] {
  return assignments.map(({ accessPackage }) => accessPackage.id);
}

function titleOf(side: readonly GivenDuty[]): string {
  return side.map(({ title }) => title).join(" or ");
}
