import type { Catalog } from "../../src/rule-kit/catalogs.ts";
import { integrity } from "../../src/rule-kit/controls.ts";
import type { SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import type { PackageHolderFact } from "../../src/rule-kit/facts/holder-facts.ts";
import { type Judged, judgeEach } from "../../src/rule-kit/judge-each.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const catalogDrift = defineRule({
  meta: {
    id: "catalog-drift",
    code: "HYG-003",
    title: "Packages that grant nothing, and catalogs that were withdrawn while people hold what is in them",
    rationale: "The record of who has access no longer says what anybody has.",
    remedy: "Delete the package or give it its resources again; remove the assignments before a catalog is withdrawn.",
    severity: "low",
    references: integrity,
    falsePositives: "Packages whose resources are about to be added.",
    needs: ["accessPackages", "catalogs", "resourceRoleScopes", "packageHolders"],
    concludesFromAbsenceOf: ["resourceRoleScopes"],
    isExtended: true,
  },

  evaluate({ rows, packageHolders }) {
    const granting = new Set(Array.from(rows("resourceRoleScopes"), ({ accessPackageId }) => accessPackageId));
    const packages = [...rows("accessPackages")];
    const catalogOf = new Map(packages.map(({ id, catalogId }) => [id, catalogId]));
    const held = Map.groupBy(packageHolders, ({ accessPackage }) => catalogOf.get(accessPackage.id) ?? null);
    const things = [...packages.map((row) => ({ row })), ...[...rows("catalogs")].map((catalog) => ({ catalog }))];
    return judgeEach(things, (thing) =>
      "row" in thing
        ? judgePackage(thing.row, granting)
        : judgeCatalog(thing.catalog, held.get(thing.catalog.id) ?? [], held.has(null)),
    );
  },
});

function judgePackage(
  { id, displayName, evidence }: SourcedRow<"accessPackages">,
  granting: ReadonlySet<string>,
): Judged {
  if (granting.has(id)) return null;
  return {
    principal: null,
    subject: { kind: "accessPackage", id, name: displayName },
    message: `Package "${displayName}" grants nothing`,
    evidence: [evidence],
  };
}

function judgeCatalog(
  { id, displayName, state, evidence }: Catalog,
  held: readonly PackageHolderFact[],
  isSomeElsewhere: boolean,
): Judged {
  const isWithdrawn = withdrawn.get(state?.toLowerCase() ?? "") ?? null;
  const active = held.filter(({ isActive }) => isActive);
  if (isWithdrawn === false || (held.length === 0 && !isSomeElsewhere)) return null;
  if (isWithdrawn === null || active.length === 0)
    return {
      undecided: `catalog "${displayName}": whether it is withdrawn, or anybody holds what is in it, is not told`,
    };
  return {
    principal: null,
    subject: { kind: "catalog", id, name: displayName },
    message: `Catalog "${displayName}" is withdrawn, and ${active.length} active assignments are to packages in it`,
    evidence: [evidence, ...active.map((holder) => holder.evidence)],
  };
}

/** https://learn.microsoft.com/graph/api/resources/accesspackagecatalog */
const withdrawn: ReadonlyMap<string, boolean> = new Map([
  ["published", false],
  ["unpublished", true],
]);
