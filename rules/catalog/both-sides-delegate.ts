import type { CatalogDelegate } from "../../src/domain/delegation.ts";
import { changeControl, separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { GivenDuty, PackageDutiesFact } from "../../src/rule-kit/facts/conflict-facts.ts";
import { givingPackages } from "../../src/rule-kit/given-duties.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { namedIn } from "../../src/rule-kit/named.ts";
import { activeFirst, mildenedBy, sentenceOf } from "../../src/rule-kit/role-holders.ts";
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
    needs: ["catalogDelegates", "packageDuties", "accessPackages"],
    concludesFromAbsenceOf: [],
    parameters: {
      independent: list([], "delegates of an independent control function, by id, user principal name or name: milder"),
    },
  },

  evaluate({ catalogDelegates: { held, unknown }, packageDuties, rows }, { parameters }) {
    const isIndependent = namedIn(parameters.independent);
    const catalogs = new Map<string, string>();
    for (const { id, catalogId } of rows("accessPackages")) if (catalogId !== null) catalogs.set(id, catalogId);
    const administered: Administered = { catalogs, delegates: Map.groupBy(held, ({ catalogId }) => catalogId) };
    const conflicts = packageDuties.filter(({ people }) => people === null);

    const found = conflicts.flatMap((conflict) =>
      controllersOf(conflict, administered).map((control) => ({ conflict, ...control })),
    );
    const implied = impliedBy(found.map(({ conflict }) => conflict));
    const reported = new Set(
      found.flatMap(({ conflict, who }) => (implied.get(conflict) ?? []).map((id) => `${who} ${id}`)),
    );
    const delegates = new Set(held.map(({ principal }) => principal.id)).size;
    return {
      examined: delegates * conflicts.length,
      violations: found
        .filter(({ conflict, who }) => !reported.has(`${who} ${conflict.conflict}`))
        .map(({ conflict, over }) =>
          violationOf(conflict, over, implied.get(conflict) ?? [], isIndependent(over[0].principal)),
        ),
      undecided: [
        ...unknown,
        ...(delegates === 0 ? [] : conflicts.flatMap((fact) => fact.unknown.map((why) => `${fact.conflict}: ${why}`))),
      ],
    };
  },
});

type Over = readonly [CatalogDelegate, ...CatalogDelegate[]];

/** The catalog of each package, and who administers each catalog; under null who administers all. */
type Administered = {
  readonly catalogs: ReadonlyMap<string, string>;
  readonly delegates: ReadonlyMap<string | null, readonly CatalogDelegate[]>;
};

type Reach = { readonly sides: Set<number>; readonly active: Set<number>; readonly over: Set<CatalogDelegate> };

/** Who administers catalogs with packages for more of the sides than one person may hold, and by which roles. */
function controllersOf(
  { sides, atMost }: PackageDutiesFact,
  administered: Administered,
): readonly { readonly who: string; readonly over: Over }[] {
  const reaches = new Map<string, Reach>();
  for (const [side, duties] of sides.entries()) {
    for (const way of duties.flatMap(({ ways }) => ways)) {
      for (const [who, roles] of rolesOver(way, administered)) {
        const reach = reaches.get(who) ?? { sides: new Set(), active: new Set(), over: new Set() };
        reaches.set(who, reach);
        reach.sides.add(side);
        if (roles.every((ofPoint) => ofPoint.some(isActive))) reach.active.add(side);
        for (const role of roles.flat()) reach.over.add(role);
      }
    }
  }
  return [...reaches].flatMap(([who, { sides: reached, active, over }]) => {
    const ordered = activeFirst([...over]);
    const [first, ...rest] = active.size > atMost ? ordered : ordered.toReversed();
    return reached.size > atMost && first !== undefined ? [{ who, over: [first, ...rest] as const }] : [];
  });
}

/** By who administers something that gives each access point of a way: the roles by which, for each. */
function rolesOver(
  way: GivenDuty["ways"][number],
  { catalogs, delegates }: Administered,
): ReadonlyMap<string, readonly (readonly CatalogDelegate[])[]> {
  const byPoint = way.map(({ packageIds }) => {
    const within = new Set([...packageIds].flatMap((id) => catalogs.get(id) ?? []));
    const over = packageIds.size === 0 ? [] : [...within, null].flatMap((id) => delegates.get(id) ?? []);
    return Map.groupBy(over, ({ principal }) => principal.id);
  });
  const everybody = new Set(byPoint.flatMap((point) => [...point.keys()]));
  const overAll = [...everybody].filter((who) => byPoint.every((point) => point.has(who)));
  return new Map(overAll.map((who) => [who, byPoint.map((point) => point.get(who) ?? [])]));
}

function isActive({ membership }: CatalogDelegate): boolean {
  return membership === "active";
}

/** By conflict of a pack, the declared ones that say the same of two of its sides. */
function impliedBy(conflicts: readonly PackageDutiesFact[]): ReadonlyMap<PackageDutiesFact, readonly string[]> {
  const declared = [...new Set(conflicts)].filter(({ source }) => source === "declared");
  const ofPacks = [...new Set(conflicts)].filter(({ source }) => source === "pack");
  return new Map(
    ofPacks.map((conflict) => [
      conflict,
      declared.filter((one) => covers(conflict, one)).map(({ conflict: id }) => id),
    ]),
  );
}

function covers({ sides }: PackageDutiesFact, declared: PackageDutiesFact): boolean {
  const ours = sides.map((side) => givingPackages([side]));
  const places = declared.sides.map((side) => {
    const theirs = givingPackages([side]);
    return ours.findIndex((packageIds) => !packageIds.isDisjointFrom(theirs));
  });
  return !places.includes(-1) && new Set(places).size === places.length;
}

function violationOf(
  { conflict, title, sides }: PackageDutiesFact,
  over: Over,
  alsoDeclared: readonly string[],
  isIndependent: boolean,
): Violation {
  const [first] = over;
  const because = "the delegate belongs to an independent control function";
  const independent: readonly Adjustment[] = isIndependent ? [{ steps: -1, because }] : [];
  return {
    principal: first.principal,
    conflict,
    exposure: first.membership,
    alsoDeclared,
    adjustments: [...mildenedBy(first), ...independent],
    message: `${sentenceOf(first, first.role.name)} over packages for ${sides.map((side) => `"${side.map((duty) => duty.title).join(" or ")}"`).join(" and ")}: ${title}`,
    evidence: over.flatMap(({ evidence }) => evidence),
  };
}
