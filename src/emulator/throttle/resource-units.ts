import type { GraphRequest } from "../graph/graph-request.ts";
import { match } from "../graph/path-template.ts";

/**
 * What requests to identity and access cost in resource units where it is more than one. What is documented under `/me`
 * holds for `/users/{id}`. https://learn.microsoft.com/graph/throttling-limits (2026-02-06).
 */
const costs: readonly { readonly method: "GET" | "POST"; readonly template: string; readonly units: number }[] = [
  { method: "GET", template: "/applications", units: 2 },
  { method: "GET", template: "/applications/{id}/extensionProperties", units: 2 },
  { method: "GET", template: "/contracts", units: 3 },
  { method: "POST", template: "/directoryObjects/getByIds", units: 5 },
  { method: "GET", template: "/domains/{id}/domainNameReferences", units: 4 },
  { method: "GET", template: "/groups/{id}/members", units: 3 },
  { method: "GET", template: "/groups/{id}/transitiveMembers", units: 5 },
  { method: "GET", template: "/groups/{id}/transitiveMembers/microsoft.graph.user", units: 5 },
  { method: "GET", template: "/groups/{id}/transitiveMembers/microsoft.graph.group", units: 5 },
  { method: "GET", template: "/oauth2PermissionGrants", units: 2 },
  { method: "GET", template: "/oauth2PermissionGrants/{id}", units: 2 },
  { method: "GET", template: "/servicePrincipals/{id}/appRoleAssignments", units: 2 },
  { method: "GET", template: "/subscribedSkus", units: 3 },
  { method: "GET", template: "/users", units: 2 },
  { method: "GET", template: "/users/{id}/licenseDetails", units: 2 },
  { method: "GET", template: "/users/{id}/memberOf", units: 2 },
  { method: "GET", template: "/users/{id}/ownedObjects", units: 2 },
  { method: "GET", template: "/users/{id}/transitiveMemberOf", units: 2 },
  { method: "POST", template: "/users/{id}/checkMemberGroups", units: 4 },
  { method: "POST", template: "/users/{id}/checkMemberObjects", units: 4 },
  { method: "POST", template: "/users/{id}/getMemberGroups", units: 2 },
  { method: "POST", template: "/users/{id}/getMemberObjects", units: 2 },
];

/** What a request below `/v1.0` costs: `$select` makes it cheaper, as does a short page; `$expand` dearer; one is the least. */
export function resourceUnitsOf({ method, query }: Pick<GraphRequest, "method" | "query">, path: string): number {
  const segments = path.split("/").slice(1);
  const cost = costs.find(({ template, ...of }) => of.method === method && match(template, segments) !== null);
  const top = query.get("$top");
  const saved = (query.has("$select") ? 1 : 0) + (top !== null && Number(top) < 20 ? 1 : 0);
  return Math.max(1, (cost?.units ?? 1) - saved + (query.has("$expand") ? 1 : 0));
}
