import type { TenantAdministrator } from "../../src/domain/delegation.ts";
import { privilegedAccess, separationOfDuties } from "../../src/rule-kit/controls.ts";
import { count, list } from "../../src/rule-kit/parameters.ts";
import { namedIn } from "../../src/rule-kit/named.ts";
import { activeFirst, mildenedBy, sentenceOf } from "../../src/rule-kit/role-holders.ts";
import { defineRule, type Violation } from "../../src/rule-kit/rule.ts";

const globalAdministrator = "62e90394-69f5-4237-9190-012177145e10";

export const tenantWideAdministrator = defineRule({
  meta: {
    id: "tenant-wide-administrator",
    code: "CAT-001",
    title: "Administrators of all entitlements where one of a catalog would do",
    rationale: "One such account can rewrite every policy, declaration and assignment: every separation rests on it.",
    remedy:
      "Give a role on the catalogs that the account looks after, or make it eligible with approval, and end the rest.",
    severity: "high",
    references: [...privilegedAccess, ...separationOfDuties],
    falsePositives:
      "Emergency accounts and those who run the service: name them in `allow`. Who is only eligible is reported one step milder.",
    needs: ["tenantAdministrators"],
    concludesFromAbsenceOf: [],
    parameters: {
      allow: list([], "accounts that may have such a role, by id, user principal name or name"),
      mostGlobalAdministrators: count(4, "how many others may be Global Administrator before each is reported"),
    },
  },

  evaluate({ tenantAdministrators: { held, unknown } }, { parameters: { allow, mostGlobalAdministrators } }) {
    const isAllowed = namedIn(allow);
    const byRole = [...Map.groupBy(held, ({ principal, role }) => `${role.id} ${principal.id}`).values()];
    const others = byRole.filter(([first]) => first !== undefined && !isAllowed(first.principal));
    const globals = others.filter(([first]) => first?.role.id === globalAdministrator).length;
    return {
      examined: byRole.length,
      violations: others.flatMap((same) => {
        const [first] = activeFirst(same);
        if (first === undefined) return [];
        if (first.role.id !== globalAdministrator) return [violationOf(first, same, "which administers every catalog")];
        if (globals <= mostGlobalAdministrators) return [];
        return [violationOf(first, same, `one of ${globals} such accounts, where ${mostGlobalAdministrators} may be`)];
      }),
      undecided: unknown,
    };
  },
});

function violationOf(holder: TenantAdministrator, same: readonly TenantAdministrator[], why: string): Violation {
  const { principal, role, membership } = holder;
  return {
    principal,
    subject: role,
    exposure: membership,
    adjustments: mildenedBy(holder),
    message: `${sentenceOf(holder, role.name)}, ${why}`,
    evidence: same.flatMap(({ evidence }) => evidence),
  };
}
