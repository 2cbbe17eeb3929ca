import type { ResourceRoleScope } from "../tenant/governance.ts";
import { dated } from "./dated.ts";
import type { Setting } from "./draft-directory.ts";
import type { Drafts, Granted } from "./drafts.ts";
import { keyWithin, type Names } from "./names.ts";

/** The numbers SharePoint gives to the three groups every site begins with. */
const siteRoles = { Owners: "3", Visitors: "4", Members: "5" } as const;

export function roleScopeOf(granted: Granted, drafts: Drafts, { names, now }: Setting): ResourceRoleScope {
  const role = roleOf(granted, drafts, names);
  const roleId = names.derive("resourceRole", keyWithin(role.scopeOriginId, role.roleOriginId));
  const scopeId = names.derive("resourceScope", role.scopeOriginId);
  return {
    id: `${roleId}_${scopeId}`,
    createdDateTime: dated(now).createdDateTime,
    scopeName: "Root",
    ...role,
  };
}

function roleOf(
  granted: Granted,
  { groups, apps }: Drafts,
  names: Names,
): Omit<ResourceRoleScope, "id" | "createdDateTime" | "scopeName"> {
  if ("group" in granted) {
    const { group, as = "Member" } = granted;
    const scopeOriginId = names.id(group, "group");
    const resourceName = groups.find(({ key }) => key === group)?.name ?? group;
    return {
      originSystem: "AadGroup",
      roleOriginId: `${as}_${scopeOriginId}`,
      roleName: as,
      scopeOriginId,
      resourceName,
    };
  }
  if ("app" in granted) {
    const { app, role } = granted;
    return {
      originSystem: "AadApplication",
      roleOriginId: names.id(keyWithin(app, role), "appRole"),
      roleName: role,
      scopeOriginId: names.id(app, "app"),
      resourceName: apps.find(({ key }) => key === app)?.name ?? app,
    };
  }
  const { site, role } = granted;
  return {
    originSystem: "SharePointOnline",
    roleOriginId: siteRoles[role],
    roleName: role,
    scopeOriginId: site,
    resourceName: site,
  };
}
