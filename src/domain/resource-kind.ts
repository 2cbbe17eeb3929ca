/** What a resource of a catalog is: `elsewhere` is nothing of the directory's, `unknown` nothing that sodscan has heard of. */
export type ResourceKind = "group" | "servicePrincipal" | "site" | "directoryRole" | "elsewhere" | "unknown";

/**
 * By its `originSystem` (https://learn.microsoft.com/graph/api/resources/accesspackageresource,
 * https://learn.microsoft.com/graph/api/resources/customdataprovidedresource).
 */
export function resourceKindOf(originSystem: string | null): ResourceKind {
  return kinds.get(originSystem?.toLowerCase() ?? "") ?? "unknown";
}

const kinds: ReadonlyMap<string, ResourceKind> = new Map([
  ["aadgroup", "group"],
  ["aadapplication", "servicePrincipal"],
  ["sharepointonline", "site"],
  ["directoryrole", "directoryRole"],
  ["customdataprovidedresource", "elsewhere"],
]);

type Granted = { readonly roleName: string; readonly originSystem: string };

/** Says that it cannot be told what a package grants by a role; the scope's own name is `Root` for most resources. */
export function untoldGrant(packageName: string, resourceName: string, { roleName, originSystem }: Granted): string {
  return `package "${packageName}": what the role "${roleName}" of "${resourceName}" (${originSystem}) is cannot be told`;
}
