import type { ObjectRef } from "../../src/domain/access.ts";
import { completeInformation } from "../../src/rule-kit/controls.ts";
import type { Facts } from "../../src/rule-kit/facts/facts.ts";
import { listedIn } from "../../src/rule-kit/named.ts";
import { list } from "../../src/rule-kit/parameters.ts";
import { namedBy, policyNamed } from "../../src/rule-kit/policies.ts";
import { defineRule, type Violation } from "../../src/rule-kit/rule.ts";

export const unresolvedPrincipal = defineRule({
  meta: {
    id: "unresolved-principal",
    code: "DQ-005",
    title: "Ids in grants and policies that the directory does not know",
    rationale: "A finding about somebody whom nobody can name cannot be put to anybody.",
    remedy: "Find out whose id it is, and take it out of the grant or the policy.",
    severity: "medium",
    references: completeInformation,
    falsePositives:
      "Principals of other tenants: name them in `allow`. Who was deleted and can be restored is known. Members of groups and directory roles are not looked at.",
    needs: [
      "accounts",
      "deletedUsers",
      "groups",
      "deletedGroups",
      "servicePrincipals",
      "packageHolders",
      "appRoleAssignments",
      "entitlementRoleAssignments",
      "policies",
    ],
    concludesFromAbsenceOf: ["accounts", "deletedUsers", "groups", "deletedGroups", "servicePrincipals"],
    parameters: { allow: list([], "principals of other tenants, by id") },
    isExtended: true,
  },

  evaluate(facts, { parameters }) {
    const isAllowed = listedIn(parameters.allow);
    const known = new Set<string>();
    for (const section of ["deletedUsers", "groups", "deletedGroups", "servicePrincipals"] as const)
      for (const { id } of facts.columns(section, ["id"])) known.add(id);
    const named = new Set<string>();
    const unknown: Place[] = [];
    for (const place of placesIn(facts)) {
      named.add(place.id);
      if (!isAllowed(place.id) && !known.has(place.id) && !facts.accounts.has(place.id)) unknown.push(place);
    }
    return {
      examined: named.size,
      violations: Array.from(
        Map.groupBy(unknown, ({ id }) => id),
        ([id, places]) => violationOf(id, places),
      ),
      ...(named.size === 0 ? { notApplicable: "no grant and no policy names anybody" } : {}),
    };
  },
});

/** Where somebody is named, by whatever name stands there, and what for. */
type Place = { readonly id: string; readonly name: string; readonly as: string; readonly evidence: string };
type Sources = Facts<"packageHolders" | "appRoleAssignments" | "entitlementRoleAssignments" | "policies">;

/** At most this many are named. */
const placesShown = 3;

function* placesIn({ packageHolders, rows, columns }: Sources): Generator<Place> {
  for (const { principal, accessPackage, evidence } of packageHolders) {
    const { id, displayName: name, type } = principal;
    if (type !== "external") yield { id, name, as: `a holder of "${accessPackage.name}"`, evidence };
  }
  for (const { principalId: id, principalDisplayName: name, evidence } of columns("appRoleAssignments", [
    "principalId",
    "principalDisplayName",
    "evidence",
  ]))
    yield { id, name, as: "somebody assigned an app role", evidence };
  for (const { principalId: id, principalName: name, evidence } of rows("entitlementRoleAssignments"))
    yield { id, name, as: "a delegate of entitlement management", evidence };
  for (const policy of rows("policies")) {
    for (const { id, type, as } of namedBy(policy))
      if (id !== null && single.has(type.toLowerCase()))
        yield { id, name: id, as: `${as} of ${policyNamed(policy)}`, evidence: policy.evidence };
  }
}

/** Groups that policies name are deleted-reference's. */
const single: ReadonlySet<string> = new Set(["singleuser", "singleserviceprincipal"]);

function violationOf(id: string, places: readonly Place[]): Violation {
  const name = places.find((place) => place.name !== "" && place.name !== id)?.name ?? id;
  const as = [...new Set(places.map((place) => place.as))];
  const shown = [...as.slice(0, placesShown), ...(as.length > placesShown ? [`${as.length - placesShown} more`] : [])];
  const subject: ObjectRef = { kind: "principal", id, name };
  return {
    principal: null,
    subject,
    message: `${name === id ? id : `"${name}" (${id})`} is not in the directory, and is named as ${shown.join(", ")}`,
    evidence: places.map(({ evidence }) => evidence),
  };
}
