import type { AccessPoint } from "../../src/domain/access.ts";
import type { EvidenceRef } from "../../src/domain/evidence.ts";
import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { GivenDuty, PackageDutiesFact } from "../../src/rule-kit/facts/conflict-facts.ts";
import type { Facts } from "../../src/rule-kit/facts/facts.ts";
import { type Judged, judgeEach } from "../../src/rule-kit/judge-each.ts";
import { listedIn } from "../../src/rule-kit/named.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const undocumentedDeclaration = defineRule({
  meta: {
    id: "undocumented-declaration",
    code: "SOD-012",
    title: "Declared incompatibilities that no conflict of a pack accounts for",
    rationale:
      "AC-5 asks that duties to be kept apart are identified and written down: nobody can defend, or safely end, a separation whose reason is not known.",
    remedy: "Bind the packages to duties of a conflict, write one for the risk, or withdraw the declaration.",
    severity: "low",
    references: separationOfDuties,
    falsePositives:
      "Packages that exclude each other for other reasons, such as sales territories: name one of them in `allow`.",
    needs: ["packageDuties", "incompatibleAccessPackages", "incompatibleGroups"],
    concludesFromAbsenceOf: ["packageDuties"],
    parameters: { allow: list([], "packages and groups that are kept from others for another reason, by id or name") },
    isExtended: true,
  },

  evaluate({ packageDuties, rows }, { parameters }) {
    const isAllowed = listedIn(parameters.allow);
    const documented = packageDuties.filter(({ source }) => source === "pack");
    const pairs = packageDuties.flatMap((declared) => pairOf(declared) ?? []);
    if (documented.length === 0)
      return { examined: 0, violations: [], notApplicable: "no conflict of a pack is bound" };

    const evidence = evidenceIn(rows);
    return judgeEach(
      pairs.filter(({ ends }) => !ends.some(({ id, name }) => isAllowed(id, name))),
      ({ conflict, ends: [one, other] }): Judged => {
        if (documented.some(({ sides }) => isBetween(sides, one, other))) return null;
        const doubtful = documented.find(({ unknown }) => unknown.length > 0);
        const named = `"${one.name}" and "${other.name}"`;
        if (doubtful !== undefined)
          return {
            undecided: `${named}: whether ${doubtful.conflict} keeps them apart, as ${doubtful.unknown[0] ?? ""}`,
          };
        return {
          principal: null,
          subject: { kind: "packagePair", id: `${one.id}/${other.id}`, name: `${one.name} + ${other.name}` },
          conflict,
          message: `${named} are declared incompatible, and no conflict of a pack says what for`,
          evidence: evidence.get(keyOf(one.id, other.id)) ?? [],
        };
      },
    );
  },
});

type Pair = { readonly conflict: string; readonly ends: readonly [AccessPoint, AccessPoint] };

function pairOf({ source, conflict, sides }: PackageDutiesFact): Pair | null {
  const [one, other] = sides.flat().flatMap(({ ways }) => ways.flat().map(({ accessPoint }) => accessPoint));
  return source === "declared" && one !== undefined && other !== undefined ? { conflict, ends: [one, other] } : null;
}

/** Whether one of the two gives something of one side, and the other of another. */
function isBetween(sides: PackageDutiesFact["sides"], one: AccessPoint, other: AccessPoint): boolean {
  return sides.some(
    (side, place) => givesOf(side, one) && sides.some((each, at) => at !== place && givesOf(each, other)),
  );
}

function givesOf(side: readonly GivenDuty[], { kind, id }: AccessPoint): boolean {
  return side.some(({ ways }) =>
    ways.flat().some(({ packageIds, groupIds }) => (kind === "group" ? groupIds : packageIds).has(id)),
  );
}

type Rows = Facts<"incompatibleAccessPackages" | "incompatibleGroups">["rows"];

function evidenceIn(rows: Rows): ReadonlyMap<string, readonly EvidenceRef[]> {
  const edges = [
    ...Array.from(rows("incompatibleAccessPackages"), (row) => ({ ...row, other: row.incompatibleId })),
    ...Array.from(rows("incompatibleGroups"), (row) => ({ ...row, other: row.groupId })),
  ].map(({ accessPackageId, other, evidence }) => ({ key: keyOf(accessPackageId, other), evidence }));
  return new Map(
    Array.from(
      Map.groupBy(edges, ({ key }) => key),
      ([key, same]) => [key, same.map(({ evidence }) => evidence)],
    ),
  );
}

function keyOf(one: string, other: string): string {
  return [one, other].sort().join(" ");
}
