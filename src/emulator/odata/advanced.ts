import type { EntityType } from "./entity.ts";
import { unsupportedQuery } from "./graph-fault.ts";
import type { Query } from "./query.ts";

const advancedOperators = ["ne", "not", "endswith"];

/**
 * Whether the directory serves a query only with `$count=true` and `ConsistencyLevel: eventual`. Throws on `contains`,
 * which it never serves (https://learn.microsoft.com/graph/aad-advanced-queries).
 */
export function isAdvanced({ service }: EntityType, { filter, orderBy }: Query): boolean {
  if (service === "governance" || filter === null) return false;
  if (filter.operators.has("contains")) {
    throw unsupportedQuery("Unsupported Query: 'contains' is not supported on directory objects.");
  }
  return orderBy !== null || advancedOperators.some((operator) => filter.operators.has(operator));
}
