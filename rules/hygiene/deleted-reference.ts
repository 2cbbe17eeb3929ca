import type { EvidenceRef } from "../../src/domain/evidence.ts";
import { type ResourceKind, resourceKindOf } from "../../src/domain/resource-kind.ts";
import { integrity } from "../../src/rule-kit/controls.ts";
import type { Facts } from "../../src/rule-kit/facts/facts.ts";
import { isOfType, namedBy, type Policy, policyNamed } from "../../src/rule-kit/policies.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

/** Something that names a group or an application by its id, or what may be either. */
type Reference = {
  readonly kind: "group" | "servicePrincipal" | "unknown";
  readonly id: string;
  readonly by: string;
  readonly evidence: EvidenceRef;
};

const placesShown = 5;

export const deletedReference = defineRule({
  meta: {
    id: "deleted-reference",
    code: "HYG-001",
    title: "Groups and applications that governance still names after they were deleted",
    rationale: "A grant, an audience, an approval or an exclusion that names nothing fails without a word.",
    remedy: "Restore the object while that can be done, or replace it where it is named.",
    severity: "medium",
    references: integrity,
    falsePositives:
      "An object about to be restored, or made after its kind was read; sites are left out, because they are not read.",
    needs: [
      "catalogResources",
      "resourceRoleScopes",
      "accessPackages",
      "policies",
      "incompatibleGroups",
      "groups",
      "deletedGroups",
      "servicePrincipals",
    ],
    concludesFromAbsenceOf: ["groups", "servicePrincipals"],
  },

  evaluate({ rows }) {
    const there = new Set<string>();
    for (const { id } of rows("groups")) there.add(id);
    for (const { id } of rows("servicePrincipals")) there.add(id);
    const deleted = new Map<string, DeletedGroup>();
    for (const group of rows("deletedGroups")) deleted.set(group.id, group);

    const references = Map.groupBy(referencesIn(rows), ({ kind, id }) => `${kind} ${id}`);
    const dangling = [...references.values()].filter((same) => same.some(({ id }) => !there.has(id)));
    return {
      examined: references.size,
      violations: dangling.flatMap((same) => {
        const [first] = same;
        if (first === undefined || first.kind === "unknown") return [];
        const group = deleted.get(first.id);
        const name = group?.displayName ?? first.id;
        const places = [...new Set(same.map(({ by }) => by))];
        return [
          {
            principal: null,
            subject: { kind: first.kind, id: first.id, name },
            message: `${nouns[first.kind]} "${name}" ${stateOf(group)}, and is still named by ${listed(places)}`,
            evidence: [...same.map(({ evidence }) => evidence), ...(group === undefined ? [] : [group.evidence])],
          },
        ];
      }),
      undecided: dangling
        .flat()
        .filter(({ kind }) => kind === "unknown")
        .map(
          ({ by, id }) =>
            `${by} names ${id}, which is neither a group nor an application, and what it is cannot be told`,
        ),
    };
  },
});

const nouns = { group: "Group", servicePrincipal: "Application" } as const;

type DeletedGroup = {
  readonly displayName: string;
  readonly deletedDateTime: string | null;
  readonly evidence: EvidenceRef;
};

function stateOf(group: DeletedGroup | undefined): string {
  if (group === undefined) return "is not in the directory";
  return `was deleted ${group.deletedDateTime === null ? "" : `on ${group.deletedDateTime.slice(0, 10)} `}and can be restored`;
}

function listed(places: readonly string[]): string {
  const shown = places.slice(0, placesShown);
  return [...shown, ...(places.length > placesShown ? [`${places.length - placesShown} more`] : [])].join(", ");
}

type Rows = Facts<
  "catalogResources" | "resourceRoleScopes" | "accessPackages" | "policies" | "incompatibleGroups"
>["rows"];

function* referencesIn(rows: Rows): Generator<Reference> {
  const names = new Map<string, string>();
  for (const { id, displayName } of rows("accessPackages")) names.set(id, displayName);
  for (const { originSystem, originId: id, displayName, evidence } of rows("catalogResources")) {
    const kind = resourceKindOf(originSystem);
    if (isReferenced(kind) && id !== null) yield { kind, id, by: `catalog resource "${displayName}"`, evidence };
  }
  for (const { originSystem, scopeOriginId: id, accessPackageId, evidence } of rows("resourceRoleScopes")) {
    const kind = resourceKindOf(originSystem);
    if (isReferenced(kind))
      yield { kind, id, by: `what package "${names.get(accessPackageId) ?? accessPackageId}" grants`, evidence };
  }
  for (const { groupId: id, accessPackageId, evidence } of rows("incompatibleGroups")) {
    yield {
      kind: "group",
      id,
      by: `the groups incompatible with package "${names.get(accessPackageId) ?? accessPackageId}"`,
      evidence,
    };
  }
  for (const policy of rows("policies")) yield* referencesBy(policy);
}

function isReferenced(kind: ResourceKind): kind is Reference["kind"] {
  return kind === "group" || kind === "servicePrincipal" || kind === "unknown";
}

function* referencesBy(policy: Policy): Generator<Reference> {
  for (const named of namedBy(policy)) {
    if (named.id === null) continue;
    const reference = { id: named.id, by: `the ${named.as} of ${policyNamed(policy)}`, evidence: policy.evidence };
    if (isOfType(named, "groupMembers")) yield { kind: "group", ...reference };
    if (isOfType(named, "singleServicePrincipal")) yield { kind: "servicePrincipal", ...reference };
  }
}
