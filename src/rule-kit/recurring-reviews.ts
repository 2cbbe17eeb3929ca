import type { ResourceKind } from "../domain/resource-kind.ts";
import type { SourcedRow } from "../snapshot/sections.ts";

/**
 * What a review looks at. `groups` are chosen by a filter, which is not worked out here; `untold` is a scope of a form that
 * names nothing we can read.
 */
type ReviewedKind = "policy" | "accessPackage" | "group" | "servicePrincipal" | "groups" | "untold";

type ReviewedObject = { readonly kind: ReviewedKind; readonly id: string };

type Definition = SourcedRow<"accessReviewDefinitions">;

/** The recurring reviews of an object; of none for a kind that cannot be reviewed. */
export type RecurringReviews = (kind: ReviewedKind | ResourceKind, id: string) => readonly Definition[];

/** Reviews that come again and are not over, by what they look at. */
export function recurringReviews(definitions: Iterable<Definition>): RecurringReviews {
  const byObject = new Map<string, Definition[]>();
  for (const definition of definitions) {
    const objects = definition.settings === null ? [untold] : recurs(definition) ? reviewedObjectsOf(definition) : [];
    for (const { kind, id } of objects) {
      const reviews = byObject.get(`${kind} ${id}`) ?? [];
      reviews.push(definition);
      byObject.set(`${kind} ${id}`, reviews);
    }
  }
  return (kind, id) => byObject.get(`${kind} ${id}`) ?? [];
}

/** https://learn.microsoft.com/graph/api/resources/accessreviewscheduledefinition */
const over: ReadonlySet<string> = new Set(["completed", "autoreviewed", "applied"]);

function recurs({ status, settings }: Definition): boolean {
  const recurrence = typeof settings === "object" && settings !== null && "recurrence" in settings;
  return recurrence && settings["recurrence"] !== null && !over.has(status?.toLowerCase() ?? "");
}

/**
 * What everybody's access to is reviewed by a definition, as the queries of its scopes say; nothing where they choose among
 * people, such as guests or the inactive (https://learn.microsoft.com/graph/accessreviews-scope-concept).
 */
function reviewedObjectsOf({ scope, instanceEnumerationScope }: Definition): readonly ReviewedObject[] {
  const queries = [scope, instanceEnumerationScope].flatMap(queriesIn);
  if (queries.some((query) => narrowing.test(query))) return [];
  const objects = queries.flatMap(objectIn);
  return objects.length === 0 ? [untold] : objects;
}

const untold: ReviewedObject = { kind: "untold", id: "" };

/** Words of queries that leave some holders out, or that review owners. */
const narrowing = /userType|\/owners\b|\/users\/|inactiveDuration/iu;

const queryPatterns = [
  ["policy", /assignmentPolicyId eq '(?<id>[^']+)'/iu],
  ["accessPackage", /accessPackageId eq '(?<id>[^']+)'/iu],
  ["group", /\/groups\/(?<id>[^/?]+)/iu],
  ["servicePrincipal", /\/servicePrincipals\/(?<id>[^/?]+)/iu],
  ["groups", /(?<id>\/groups)(?:\?|$)/iu],
] as const;

/** The narrowest thing that a query names: of a package's policy and the package, the policy. */
function objectIn(query: string): readonly ReviewedObject[] {
  for (const [kind, pattern] of queryPatterns) {
    const id = pattern.exec(query)?.groups?.["id"];
    if (id !== undefined) return [{ kind, id }];
  }
  return [];
}

/** Every query at any depth of a scope; that a scope is about the inactive counts as one. */
function queriesIn(scope: unknown): readonly string[] {
  if (typeof scope !== "object" || scope === null) return [];
  return [
    ...("query" in scope && typeof scope.query === "string" ? [scope.query] : []),
    ...("inactiveDuration" in scope ? ["inactiveDuration"] : []),
    ...Object.values(scope).flatMap(queriesIn),
  ];
}
