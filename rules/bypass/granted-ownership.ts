import { resourceKindOf, untoldGrant } from "../../src/domain/resource-kind.ts";
import { privilegedAccess, separationOfDuties } from "../../src/rule-kit/controls.ts";
import type { SourcedRow } from "../../src/rule-kit/facts/facts.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const grantedOwnership = defineRule({
  meta: {
    id: "granted-ownership",
    code: "BYP-008",
    title: "Packages that make their holders owners of a group",
    rationale: "An owner puts others in and takes them out without a request, an approval or an end.",
    remedy: "Have the package grant membership instead, and name owners where they are needed by hand.",
    severity: "high",
    references: [...privilegedAccess, ...separationOfDuties],
    falsePositives: "Teams whose members look after themselves and that lead to nothing else.",
    needs: ["resourceRoleScopes", "accessPackages", "groups"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ rows }) {
    const names = new Map<string, string>();
    for (const { id, displayName } of rows("accessPackages")) names.set(id, displayName);
    for (const { id, displayName } of rows("groups")) names.set(id, displayName);
    const nameOf = (id: string): string => names.get(id) ?? id;
    const roles = Array.from(rows("resourceRoleScopes"), (row) => ({ row, role: roleOf(row) }));
    const groups = roles.filter(({ row, role }) => role === "unknown" || resourceKindOf(row.originSystem) === "group");
    return {
      examined: groups.length,
      violations: groups
        .filter(({ role }) => role === "owner")
        .map(({ row: { accessPackageId, id, scopeOriginId, evidence } }) => {
          const name = nameOf(accessPackageId);
          return {
            principal: null,
            subject: {
              kind: "resourceRoleScope",
              id: `${accessPackageId}/${id}`,
              name: `${name} / owner of ${nameOf(scopeOriginId)}`,
            },
            message: `Package "${name}" makes its holders owners of "${nameOf(scopeOriginId)}"`,
            evidence: [evidence],
          };
        }),
      undecided: groups
        .filter(({ role }) => role === "unknown")
        .map(({ row }) => untoldGrant(nameOf(row.accessPackageId), nameOf(row.scopeOriginId), row)),
      ...(groups.length === 0 ? { notApplicable: "no package grants a role of a group" } : {}),
    };
  },
});

/** `Member_<group>`, `Owner_<group>`, or eligible to be either (accesspackage-post-resourcerolescopes). */
function roleOf({
  originSystem,
  roleOriginId,
}: SourcedRow<"resourceRoleScopes">): "owner" | "member" | "other" | "unknown" {
  const kind = resourceKindOf(originSystem);
  if (kind !== "group") return kind === "unknown" ? kind : "other";
  const role = /^(?:eligible)?_?(?<role>owner|member)_/iu.exec(roleOriginId)?.groups?.["role"]?.toLowerCase();
  return role === "owner" || role === "member" ? role : "unknown";
}
