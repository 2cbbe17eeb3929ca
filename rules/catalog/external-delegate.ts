import { externalUsers, leastPrivilege } from "../../src/rule-kit/controls.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { namedIn } from "../../src/rule-kit/named.ts";
import { mildenedBy, sentenceOf } from "../../src/rule-kit/role-holders.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const externalDelegate = defineRule({
  meta: {
    id: "external-delegate",
    code: "CAT-007",
    title: "Guests who administer a catalog",
    rationale: "Somebody of another organization decides who has the tenant's access.",
    remedy: "Give the role to somebody of the organization.",
    severity: "high",
    references: [...externalUsers, ...leastPrivilege],
    falsePositives: "Managed services under contract: name their accounts in `allow`.",
    needs: ["catalogDelegates", "accounts"],
    concludesFromAbsenceOf: [],
    parameters: { allow: list([], "guests who may, by id, user principal name or name") },
    isExtended: true,
  },

  evaluate({ catalogDelegates: { held, unknown }, accounts }, { parameters }) {
    const isAllowed = namedIn(parameters.allow);
    return {
      examined: held.length,
      violations: held
        .filter(({ principal }) => principal.type === "guest" && !isAllowed(principal))
        .map((delegate) => ({
          principal: delegate.principal,
          subject: {
            kind: "catalogRole",
            id: `${delegate.catalogId ?? ""}/${delegate.role.id}`,
            name: delegate.role.name,
          },
          exposure: delegate.membership,
          adjustments: mildenedBy(delegate),
          message: `${sentenceOf(delegate, delegate.role.name)}, and is a guest`,
          evidence: delegate.evidence,
        })),
      undecided: [
        ...unknown,
        ...held
          .filter(
            ({ principal: { id, type } }) => type === "unknown" || (type !== "servicePrincipal" && !accounts.has(id)),
          )
          .map(({ principal, role }) => `whether ${principal.displayName}, ${role.name}, is a guest was not read`),
      ],
    };
  },
});
