import type { ObjectRef } from "../../src/domain/access.ts";
import type { CatalogDelegate } from "../../src/domain/delegation.ts";
import { privilegedAccess, separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { GrantFact, PackageHolderFact } from "../../src/rule-kit/facts/holder-facts.ts";
import { activeFirst, mildenedBy, sentenceOf } from "../../src/rule-kit/role-holders.ts";
import { defineRule, type Violation } from "../../src/rule-kit/rule.ts";
import type { EvidenceRef } from "../../src/domain/evidence.ts";

type Held = { readonly accessPackage: ObjectRef; readonly how: string; readonly evidence: readonly EvidenceRef[] };

export const selfAssignableDuty = defineRule({
  meta: {
    id: "self-assignable-duty",
    code: "CAT-004",
    title: "Delegates who hold a sensitive package of a catalog they administer",
    rationale: "Whoever may assign a package directly has it from nobody but themselves.",
    remedy: "Take the catalog role or the package away from the delegate.",
    severity: "high",
    references: [...separationOfDuties, ...privilegedAccess],
    falsePositives: "Packages that only let their holders read.",
    needs: ["catalogDelegates", "packageHolders", "grants", "sensitivePackages", "accessPackages"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ catalogDelegates: { held, unknown }, packageHolders, grants, sensitivePackages, rows }) {
    const delegates = Map.groupBy(activeFirst(held), ({ principal }) => principal.id);
    const catalogs = new Map<string, string | null>();
    for (const { id, catalogId } of rows("accessPackages")) catalogs.set(id, catalogId);
    const isSensitive = ({ accessPackage: { id } }: Held): boolean => sensitivePackages.has(id);

    const judge = (principalId: string, held: Held): readonly Violation[] => {
      const catalogId = catalogs.get(held.accessPackage.id);
      const over = (delegates.get(principalId) ?? []).filter(
        (delegate) => delegate.catalogId === null || delegate.catalogId === catalogId,
      );
      return over.slice(0, 1).map((delegate) => violationOf(delegate, held, over));
    };
    const ofDelegates = packageHolders.filter(({ principal }) => delegates.has(principal.id));
    const byAssignment = ofDelegates.filter(({ isActive }) => isActive).map(heldByAssignment);
    const byGrant = grants.held.filter(({ principal }) => delegates.has(principal.id)).flatMap(heldByGrant);
    return {
      examined: delegates.size * sensitivePackages.size,
      violations: [...byAssignment, ...byGrant]
        .filter(({ held }) => isSensitive(held))
        .flatMap(({ principalId, held }) => judge(principalId, held)),
      undecided: [
        ...unknown,
        ...(delegates.size === 0 ? [] : grants.unknown),
        ...ofDelegates
          .filter(({ isActive, accessPackage }) => !isActive && sensitivePackages.has(accessPackage.id))
          .map(({ principal, accessPackage }) => unclear(principal.displayName, accessPackage.name)),
      ],
    };
  },
});

function heldByAssignment({ principal, accessPackage, evidence }: PackageHolderFact) {
  return { principalId: principal.id, held: { accessPackage, how: "", evidence: [evidence] } };
}

function heldByGrant({ principal, accessPoint, packages, holdings }: GrantFact) {
  const evidence = holdings.flatMap((holding) => holding.evidence);
  return packages.map((accessPackage) => ({
    principalId: principal.id,
    held: { accessPackage, how: `${accessPoint.name}, which comes with `, evidence },
  }));
}

function violationOf(delegate: CatalogDelegate, held: Held, over: readonly CatalogDelegate[]): Violation {
  const { accessPackage, how, evidence } = held;
  return {
    principal: delegate.principal,
    subject: accessPackage,
    adjustments: mildenedBy(delegate),
    message: `${sentenceOf(delegate, delegate.role.name)} over the catalog of "${accessPackage.name}" and holds ${how}that package`,
    evidence: [...evidence, ...over.flatMap((each) => each.evidence)],
  };
}

function unclear(holder: string, accessPackage: string): string {
  return `${holder}: it cannot be told whether the assignment to "${accessPackage}" is active`;
}
