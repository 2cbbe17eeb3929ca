import { catalogsByPackage } from "../../src/rule-kit/catalogs.ts";
import { externalUsers } from "../../src/rule-kit/controls.ts";
import { judgeEach } from "../../src/rule-kit/judge-each.ts";
import { listedIn } from "../../src/rule-kit/listed.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { canBeRequested, isFor, untoldPackages } from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { all, not, some } from "../../src/rule-kit/truth.ts";

export const browsablePackage = defineRule({
  meta: {
    id: "browsable-package",
    code: "EXT-007",
    title: "Packages for outsiders that are not hidden",
    rationale:
      "Everybody from outside whom a policy is for can browse to the package and learn what there is to ask for.",
    remedy: "Hide the package, and give its link to those who need it.",
    severity: "low",
    references: externalUsers,
    falsePositives: "Portals that partners are meant to browse: name their packages or catalogs in `allow`.",
    needs: ["policies", "accessPackages", "catalogs"],
    concludesFromAbsenceOf: [],
    parameters: { allow: list([], "packages that outsiders may browse, by name or id, or by that of their catalog") },
    isExtended: true,
  },

  evaluate({ rows }, { parameters }) {
    const isAllowed = listedIn(parameters.allow);
    const catalogs = catalogsByPackage(rows("accessPackages"), rows("catalogs"));
    const outward = [...rows("policies")].filter((policy) => isFor("outsiders", policy) !== false);
    const policies = Map.groupBy(outward, ({ accessPackageId }) => accessPackageId);
    const packages = [...rows("accessPackages")].filter(({ id }) => policies.has(id));
    const verdict = judgeEach(packages, ({ id, displayName, isHidden, catalogId, catalogName, evidence }) => {
      const ours = policies.get(id) ?? [];
      const open = ours.map((policy) => all(isFor("outsiders", policy), canBeRequested(policy)));
      const isBrowsable = all(not(isHidden), catalogs.get(id)?.isExternallyVisible ?? null, some(...open));
      if (isBrowsable === false || isAllowed(id, displayName, catalogId, catalogName)) return null;
      if (isBrowsable === null)
        return {
          undecided: `package "${displayName}": whether it is hidden, or outsiders can ask for it, is not told`,
        };
      return {
        principal: null,
        subject: { kind: "accessPackage", id, name: displayName },
        message: `Package "${displayName}" can be asked for by people from outside and is not hidden from them`,
        evidence: [evidence, ...ours.map((policy) => policy.evidence)],
      };
    });
    return { ...verdict, undecided: [...(verdict.undecided ?? []), ...untoldPackages(outward)] };
  },
});
