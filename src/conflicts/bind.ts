import { appRolePointId } from "../access/app-roles.ts";
import type { AccessModel, HeldPoint } from "../access/access-model.ts";
import { sitePointId } from "../access/package-grants.ts";
import type { SectionName } from "../domain/sections.ts";
import type { Row } from "../snapshot/sections.ts";
import type { Snapshot } from "../snapshot/snapshot.ts";
import { lookupOf } from "./lookup.ts";
import type { Selector } from "./pack-schema.ts";
import type { HeldBy } from "./packs.ts";

/**
 * What a `heldBy` entry came to: one access point, the section that would tell, or why it is neither. `foundByName` is the
 * section whose unread part might hold another of the same name; null where an id leaves no doubt.
 */
export type Binding =
  | { readonly kind: "bound"; readonly point: HeldPoint; readonly foundByName: SectionName | null }
  | { readonly kind: "unread"; readonly section: SectionName }
  | { readonly kind: "problem"; readonly message: string };

/** Finds what a selector names in a tenant. */
export type Binder = (named: { readonly selector: Selector; readonly at: string }) => Binding;

/** The selectors of an entry: several where only all of them together mean the duty. */
export function selectorsIn(selector: HeldBy["selector"]): readonly Selector[] {
  return "allOf" in selector ? selector.allOf : [selector];
}

type Named = { readonly id: string; readonly displayName: string };

export function binderOf(snapshot: Snapshot, model: AccessModel): Binder {
  const packages = namedBy([...snapshot.rows("accessPackages")]);
  const groups = namedBy([...snapshot.columns("groups", ["id", "displayName"])]);
  const directoryRoles = [...snapshot.rows("directoryRoleDefinitions")];
  const apps = lookupOf(model.appRoles.servicePrincipals, ({ id, appId, displayName }) => [id, appId, displayName]);
  const isRead = (section: SectionName): boolean =>
    snapshot.coverage.some((coverage) => coverage.section === section && coverage.status === "complete");

  /** The one candidate, or what stands in the way of it. */
  const only = <Candidate extends Named>(
    candidates: readonly Candidate[],
    what: string,
    section: SectionName,
    at: string,
    byId: boolean,
    toPoint: (candidate: Candidate) => HeldPoint,
  ): Binding => {
    const [first, ...others] = candidates;
    if (others.length > 0) return problem(at, `${candidates.length} things match ${what}; name it by id`);
    if (first !== undefined) return { kind: "bound", point: toPoint(first), foundByName: byId ? null : section };
    return isRead(section) ? problem(at, `nothing in the tenant matches ${what}`) : { kind: "unread", section };
  };

  return ({ selector, at }) => {
    if ("accessPackage" in selector) {
      const { accessPackage } = selector;
      const found = packages(accessPackage).filter((row) => isInCatalog(row, accessPackage));
      const byId = "id" in accessPackage;
      return only(found, describe("access package", accessPackage), "accessPackages", at, byId, (row) =>
        point("accessPackage", row),
      );
    }
    if ("group" in selector) {
      const { membership, ...named } = selector.group;
      const found = groups(named);
      return only(found, describe("group", named), "groups", at, "id" in named, (row) => ({
        ...point("group", row),
        reach: membership,
      }));
    }
    if ("appRole" in selector) {
      const { app, role } = selector.appRole;
      const roles = apps(app).flatMap((row) => rolesOf(row, role));
      return only(roles, `app role "${role}" of "${app}"`, "servicePrincipals", at, false, (found) =>
        point("appRole", found),
      );
    }
    if ("site" in selector) {
      const { url, role } = selector.site;
      const site = { id: sitePointId(url, role), displayName: `${url} / ${role}` };
      return { kind: "bound", point: point("site", site), foundByName: null };
    }
    const { directoryRole } = selector;
    const found = directoryRoles.filter((row) => isDirectoryRole(row, directoryRole));
    const byId = !("name" in directoryRole);
    return only(found, describe("directory role", directoryRole), "directoryRoleDefinitions", at, byId, (row) =>
      point("directoryRole", row),
    );
  };
}

function problem(at: string, message: string): Binding {
  return { kind: "problem", message: `${at}: ${message}` };
}

function point(kind: HeldPoint["kind"], { id, displayName }: Named): HeldPoint {
  return { kind, id, name: displayName, reach: "transitive" };
}

type PackageSelector = Extract<Selector, { accessPackage: unknown }>["accessPackage"];

function isInCatalog({ catalogName, catalogId }: Row<"accessPackages">, selector: PackageSelector): boolean {
  if ("id" in selector || selector.catalog === undefined) return true;
  return catalogName === selector.catalog || catalogId === selector.catalog;
}

/** By id, or by name: packs name thousands of things, of tens of thousands. */
function namedBy<Thing extends Named>(things: readonly Thing[]) {
  const [byId, byName] = [lookupOf(things, ({ id }) => [id]), lookupOf(things, ({ displayName }) => [displayName])];
  return (selector: { readonly id: string } | { readonly name: string }): readonly Thing[] =>
    "id" in selector ? byId(selector.id) : byName(selector.name);
}

type RoleSelector = Extract<Selector, { directoryRole: unknown }>["directoryRole"];

function isDirectoryRole(row: Row<"directoryRoleDefinitions">, selector: RoleSelector): boolean {
  if ("templateId" in selector) return row.templateId === selector.templateId;
  return "id" in selector ? row.id === selector.id : row.displayName === selector.name;
}

function rolesOf({ id, displayName, appRoles }: Row<"servicePrincipals">, role: string): readonly Named[] {
  return appRoles
    .filter((candidate) => candidate.value === role || candidate.id === role)
    .map((found) => ({
      id: appRolePointId(id, found.id),
      displayName: `${displayName} / ${found.value ?? found.displayName}`,
    }));
}

function describe(what: string, selector: Readonly<Record<string, string>>): string {
  const [by, value] = Object.entries(selector)[0] ?? ["name", ""];
  const catalog = selector["catalog"];
  return `the ${what} with ${by} "${value}"${catalog === undefined ? "" : ` in the catalog "${catalog}"`}`;
}
