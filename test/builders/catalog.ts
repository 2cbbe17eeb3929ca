import type { Row } from "../../src/snapshot/sections.ts";

/** A published catalog that people made, not visible from outside, unless told otherwise. */
export function aCatalog(id: string, more: Partial<Row<"catalogs">> = {}): Row<"catalogs"> {
  return {
    id,
    displayName: id,
    description: null,
    state: "published",
    catalogType: "userManaged",
    isExternallyVisible: false,
    createdDateTime: null,
    modifiedDateTime: null,
    ...more,
  };
}

/** A resource in a catalog, known by the id of what it is. */
export function aResource(
  catalogId: string,
  originSystem: string | null,
  originId: string,
  more: Partial<Row<"catalogResources">> = {},
): Row<"catalogResources"> {
  return {
    catalogId,
    id: `resource ${originId}`,
    displayName: originId,
    originSystem,
    originId,
    roles: [],
    scopes: [],
    createdDateTime: null,
    modifiedDateTime: null,
    ...more,
  };
}
