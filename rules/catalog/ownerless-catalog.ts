import type { Principal } from "../../src/domain/access.ts";
import type { Catalog } from "../../src/rule-kit/catalogs.ts";
import { accountManagement } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { count } from "../../src/rule-kit/parameters.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import type { Truth } from "../../src/rule-kit/truth.ts";

/** https://learn.microsoft.com/entra/id-governance/entitlement-management-delegate */
const catalogOwner = "ae79f266-94d4-4dab-b730-feca7e132178";

export const ownerlessCatalog = defineRule({
  meta: {
    id: "ownerless-catalog",
    code: "CAT-003",
    title: "Catalogs without enough owners who can act",
    rationale: "Nobody answers for a catalog without an owner, and a single owner can change it alone.",
    remedy: "Make a group of at least two people of the organization the catalog's owner.",
    severity: "medium",
    references: accountManagement,
    falsePositives:
      "Guests, applications and disabled accounts are no owners here; catalogs that come with the tenant are run centrally and left out.",
    needs: ["catalogs", "catalogDelegates", "accounts"],
    concludesFromAbsenceOf: ["catalogDelegates", "accounts"],
    parameters: { minimum: count(2, "how many owners who can act a catalog needs") },
    isExtended: true,
  },

  evaluate({ rows, catalogDelegates: { held, unknown } }, { parameters: { minimum } }) {
    const owners = Map.groupBy(
      held.filter(({ role }) => role.id === catalogOwner),
      ({ catalogId }) => catalogId,
    );
    const judged = [...rows("catalogs")].filter((catalog) => comesWithTheTenant(catalog) !== true);
    return judgeEach(judged, (catalog) => {
      const { id, displayName, evidence } = catalog;
      const found = [...(owners.get(id) ?? []), ...(owners.get(null) ?? [])];
      const able = new Set(
        found.filter(({ principal }) => canAct(principal) === true).map(({ principal }) => principal.id),
      );
      if (able.size >= minimum) return null;
      const isUntold = unknown.length > 0 || found.some(({ principal }) => canAct(principal) === null);
      if (isUntold || comesWithTheTenant(catalog) === null)
        return { undecided: `catalog "${displayName}": who owns it, or whether it needs an owner, cannot be told` };
      return {
        principal: null,
        subject: { kind: "catalog", id, name: displayName },
        message: `Catalog "${displayName}" has ${able.size === 0 ? "no owner" : `${able.size} of the ${minimum} owners it needs`} among the people of the organization whose accounts are enabled`,
        evidence: [evidence, ...found.flatMap((owner) => owner.evidence)],
      };
    });
  },
});

/** Null of a kind that sodscan does not know (https://learn.microsoft.com/graph/api/resources/accesspackagecatalog). */
function comesWithTheTenant({ catalogType }: Catalog): Truth {
  return kinds.get(catalogType?.toLowerCase() ?? "") ?? null;
}

const kinds: ReadonlyMap<string, boolean> = new Map([
  ["usermanaged", false],
  ["servicedefault", true],
  ["servicemanaged", true],
]);

function canAct({ type, enabled }: Principal): Truth {
  if (type === "unknown") return enabled === false ? false : null;
  return type === "user" ? enabled : false;
}
