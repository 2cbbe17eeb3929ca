import { separationOfDuties } from "../../src/rule-kit/controls.ts";
import { quoted } from "../../src/rule-kit/event-words.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { listedIn } from "../../src/rule-kit/listed.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const duplicatePackage = defineRule({
  meta: {
    id: "duplicate-package",
    code: "HYG-004",
    title: "Packages that grant exactly what another grants",
    rationale: "Who loses the one keeps the access by the other, and a declaration for the one is silent on the other.",
    remedy: "Keep one of the packages, with a policy for each audience.",
    severity: "low",
    references: separationOfDuties,
    falsePositives:
      "Packages split by audience on purpose: name them in `allow`. What comes by nested groups is not compared.",
    needs: ["accessPackages", "resourceRoleScopes"],
    concludesFromAbsenceOf: ["resourceRoleScopes"],
    parameters: { allow: list([], "packages split on purpose, by name or id, or by that of their catalog") },
    isExtended: true,
  },

  evaluate({ rows }, { parameters }) {
    const isAllowed = listedIn(parameters.allow);
    const granted = Map.groupBy(rows("resourceRoleScopes"), ({ accessPackageId }) => accessPackageId);
    const packages = Array.from(rows("accessPackages"), (row) => ({ row, scopes: granted.get(row.id) ?? [] })).filter(
      ({ row, scopes }) => scopes.length > 0 && !isAllowed(row.id, row.displayName, row.catalogId, row.catalogName),
    );
    const same = Map.groupBy(packages, ({ scopes }) => contentOf(scopes));
    return judgeEach(packages, ({ row: { id, displayName, evidence }, scopes }) => {
      const others = (same.get(contentOf(scopes)) ?? []).filter(({ row }) => row.id !== id);
      if (others.length === 0) return null;
      return {
        principal: null,
        subject: { kind: "accessPackage", id, name: displayName },
        message: `Package "${displayName}" grants exactly what ${quoted(others.map(({ row }) => row.displayName).sort())} ${others.length === 1 ? "grants" : "grant"}`,
        evidence: [evidence, ...others.map(({ row }) => row.evidence), ...scopes.map((scope) => scope.evidence)],
      };
    });
  },
});

type Scope = { readonly originSystem: string; readonly scopeOriginId: string; readonly roleOriginId: string };

/** All that a package grants, in an order of its own. */
function contentOf(scopes: readonly Scope[]): string {
  const roles = scopes.map(({ originSystem, scopeOriginId, roleOriginId }) =>
    JSON.stringify([originSystem.toLowerCase(), scopeOriginId, roleOriginId]),
  );
  return [...new Set(roles)].sort().join();
}
