import type { DatabaseSync } from "node:sqlite";
import type { SectionName } from "../domain/sections.ts";

/** Sections whose rows stand together by the parent that they were read of, and the column that names it. */
const togetherBy: { readonly [Section in SectionName]?: string } = {
  groupMembers: "groupId",
  groupTransitiveMembers: "groupId",
  groupOwners: "groupId",
  servicePrincipalOwners: "servicePrincipalId",
  incompatibleAccessPackages: "accessPackageId",
  accessPackagesIncompatibleWith: "accessPackageId",
  incompatibleGroups: "accessPackageId",
};

/** A condition on a row of `:parentId` in some of its parts, that does not go through all rows of the section where it can. */
export function inParts(section: SectionName, parts: string): string {
  const column = togetherBy[section];
  return column === undefined ? `part IN (${parts})` : `"${column}" = :parentId AND part IN (${parts})`;
}

/** Finds rows by their parts, where they do not stand together, until it is told that this is over. */
export function byParts(database: DatabaseSync, section: SectionName): () => void {
  if (togetherBy[section] !== undefined) return () => undefined;
  database.exec(`CREATE INDEX IF NOT EXISTS "${section}ByPart" ON "${section}" (part)`);
  return () => database.exec(`DROP INDEX IF EXISTS "${section}ByPart"`);
}
