import type { SourcedRow } from "../snapshot/sections.ts";

export type Catalog = SourcedRow<"catalogs">;
export type CatalogResource = SourcedRow<"catalogResources">;
/** A role of a resource that a package grants. */
export type RoleScope = SourcedRow<"resourceRoleScopes">;

/** The catalog of each package by the package's id; none for packages whose catalog is not said or was not read. */
export function catalogsByPackage(
  packages: Iterable<SourcedRow<"accessPackages">>,
  catalogs: Iterable<Catalog>,
): ReadonlyMap<string, Catalog> {
  const byId = new Map<string, Catalog>();
  for (const catalog of catalogs) byId.set(catalog.id, catalog);
  const byPackage = new Map<string, Catalog>();
  for (const { id, catalogId } of packages) {
    const catalog = byId.get(catalogId ?? "");
    if (catalog !== undefined) byPackage.set(id, catalog);
  }
  return byPackage;
}
