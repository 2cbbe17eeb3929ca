import type { CatalogDelegate } from "../../src/domain/delegation.ts";
import { changeControl, separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { ConflictPackagesFact } from "../../src/rule-kit/facts/conflict-facts.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { activeFirst, mildenedBy, namedIn, sentenceOf } from "../../src/rule-kit/role-holders.ts";
import { type Adjustment, defineRule, type Violation } from "../../src/rule-kit/rule.ts";

export const bothSidesDelegate = defineRule({
  meta: {
    id: "both-sides-delegate",
    code: "CAT-005",
    title: "Delegates who control both sides of a conflict",
    rationale:
      "The same person can loosen the policies on both sides, or withdraw the declaration that keeps them apart.",
    remedy:
      "Put the sides into catalogs of different owners, or have the role held by a control function that needs neither.",
    severity: "medium",
    references: [...separationOfDuties, ...changeControl],
    falsePositives:
      "One catalog for both sides is a common design: name the delegates of an independent control function in `independent`.",
    needs: ["catalogDelegates", "conflictPackages", "accessPackages"],
    concludesFromAbsenceOf: [],
    parameters: {
      independent: list([], "delegates of an independent control function, by id, user principal name or name: milder"),
    },
  },

  evaluate({ catalogDelegates: { held, unknown }, conflictPackages, rows }, { parameters }) {
    const isIndependent = namedIn(parameters.independent);
    const catalogs = new Map<string, string>();
    for (const { id, catalogId } of rows("accessPackages")) if (catalogId !== null) catalogs.set(id, catalogId);
    const byCatalog = Map.groupBy(held, ({ catalogId }) => catalogId);

    const found = conflictPackages.flatMap((conflict) =>
      controllersOf(conflict, catalogs, byCatalog).map((control) => ({ conflict, ...control })),
    );
    const implied = impliedBy(found.map(({ conflict }) => conflict));
    const reported = new Set(
      found.flatMap(({ conflict, who }) => (implied.get(conflict) ?? []).map((id) => `${who} ${id}`)),
    );
    return {
      examined: new Set(held.map(({ principal }) => principal.id)).size,
      violations: found
        .filter(({ conflict, who }) => !reported.has(`${who} ${conflict.id}`))
        .map(({ conflict, over }) =>
          violationOf(conflict, over, implied.get(conflict) ?? [], isIndependent(over[0].principal)),
        ),
      undecided: unknown,
    };
  },
});

type Over = readonly [CatalogDelegate, ...CatalogDelegate[]];

type Reach = { readonly sides: Set<number>; readonly active: Set<number>; readonly over: Set<CatalogDelegate> };

/** Who administers catalogs with packages for more of the sides than one person may hold, and by which roles. */
function controllersOf(
  { sides, atMost }: ConflictPackagesFact,
  catalogs: ReadonlyMap<string, string>,
  byCatalog: ReadonlyMap<string | null, readonly CatalogDelegate[]>,
): readonly { readonly who: string; readonly over: Over }[] {
  const reaches = new Map<string, Reach>();
  for (const [side, { packageIds }] of sides.entries()) {
    const within = new Set(packageIds.flatMap((id) => catalogs.get(id) ?? []));
    const delegates = [...within, ...(packageIds.length === 0 ? [] : [null])].flatMap((id) => byCatalog.get(id) ?? []);
    for (const delegate of delegates) {
      const reach = reaches.get(delegate.principal.id) ?? { sides: new Set(), active: new Set(), over: new Set() };
      reaches.set(delegate.principal.id, reach);
      reach.sides.add(side);
      if (delegate.membership === "active") reach.active.add(side);
      reach.over.add(delegate);
    }
  }
  return [...reaches].flatMap(([who, { sides: reached, active, over }]) => {
    const ordered = activeFirst([...over]);
    const [first, ...rest] = active.size > atMost ? ordered : ordered.toReversed();
    return reached.size > atMost && first !== undefined ? [{ who, over: [first, ...rest] as const }] : [];
  });
}

/** By conflict of a pack, the declared ones that say the same of two of its sides. */
function impliedBy(conflicts: readonly ConflictPackagesFact[]): ReadonlyMap<ConflictPackagesFact, readonly string[]> {
  const declared = [...new Set(conflicts)].filter(({ source }) => source === "declared");
  const ofPacks = [...new Set(conflicts)].filter(({ source }) => source === "pack");
  return new Map(
    ofPacks.map((conflict) => [conflict, declared.filter((one) => covers(conflict, one)).map(({ id }) => id)]),
  );
}

function covers({ sides }: ConflictPackagesFact, declared: ConflictPackagesFact): boolean {
  const places = declared.sides.map(({ packageIds }) =>
    sides.findIndex((side) => packageIds.some((id) => side.packageIds.includes(id))),
  );
  return !places.includes(-1) && new Set(places).size === places.length;
}

function violationOf(
  { id, title, sides }: ConflictPackagesFact,
  over: Over,
  alsoDeclared: readonly string[],
  isIndependent: boolean,
): Violation {
  const [first] = over;
  const because = "the delegate belongs to an independent control function";
  const independent: readonly Adjustment[] = isIndependent ? [{ steps: -1, because }] : [];
  return {
    principal: first.principal,
    conflict: id,
    exposure: first.membership,
    alsoDeclared,
    adjustments: [...mildenedBy(first), ...independent],
    message: `${sentenceOf(first, first.role.name)} over packages for ${sides.map((side) => `"${side.title}"`).join(" and ")}: ${title}`,
    evidence: over.flatMap(({ evidence }) => evidence),
  };
}
