import { createHash } from "node:crypto";
import { type AppRoleAssignment, defaultAppRoleId } from "../tenant/directory.ts";
import type { AppRole, Group, ServicePrincipal, User } from "../tenant/directory.ts";
import { appRoleAssignmentId } from "../tenant/resource-roles.ts";
import { daysBefore } from "./dated.ts";
import type { AppOptions, AppRoleDraft, Draft, GroupOptions, UserOptions } from "./drafts.ts";
import { keyWithin, type Names } from "./names.ts";

/** What every drafted object is given besides its own words. */
export type Setting = { readonly names: Names; readonly domain: string; readonly now: Date };

export function userOf(draft: Draft<UserOptions>, { domain, now }: Setting): User {
  const { id, name, guest = false } = draft;
  const userPrincipalName = draft.userPrincipalName ?? `${slugOf(draft.key)}@${domain}`;
  const [givenName = name, ...rest] = name.split(" ");

  return {
    id,
    displayName: name,
    givenName,
    surname: rest.at(-1) ?? null,
    userPrincipalName,
    mail: draft.mail === undefined ? userPrincipalName : draft.mail,
    jobTitle: draft.jobTitle ?? null,
    department: draft.department ?? null,
    employeeId: draft.employeeId ?? null,
    userType: guest ? "Guest" : "Member",
    accountEnabled: draft.accountEnabled ?? true,
    createdDateTime: toSeconds(draft.created ?? daysBefore(now, 730)),
    signInActivity: draft.signInActivity ?? signInOf(draft.lastSignIn, now),
  };
}

export function groupOf(draft: Draft<GroupOptions>, { names, domain, now }: Setting): Group {
  const { microsoft365 = false, membershipRule = null } = draft;
  const nickname = slugOf(draft.key);
  const ids = (keys: readonly string[] = []): readonly string[] => [
    ...new Set(keys.map((key) => names.id(key, "user", "group", "app"))),
  ];

  return {
    id: draft.id,
    displayName: draft.name,
    description: draft.description ?? null,
    createdDateTime: toSeconds(daysBefore(now, 1_000)),
    groupTypes: [
      ...(microsoft365 ? (["Unified"] as const) : []),
      ...(membershipRule === null ? [] : (["DynamicMembership"] as const)),
    ],
    membershipRule,
    mail: microsoft365 ? `${nickname}@${domain}` : null,
    mailEnabled: microsoft365,
    mailNickname: nickname,
    securityEnabled: !microsoft365,
    onPremisesSyncEnabled: draft.synced === true ? true : null,
    isAssignableToRole: draft.roleAssignable === true ? true : null,
    members: ids(draft.members),
    owners: ids(draft.owners),
  };
}

export function servicePrincipalOf(draft: Draft<AppOptions>, { names }: Setting): ServicePrincipal {
  return {
    id: draft.id,
    appId: names.derive("appId", draft.key),
    displayName: draft.name,
    servicePrincipalType: draft.managedIdentity === true ? "ManagedIdentity" : "Application",
    accountEnabled: draft.accountEnabled ?? true,
    appRoles: (draft.roles ?? []).map(
      (value): AppRole => ({
        id: names.id(keyWithin(draft.key, value), "appRole"),
        value,
        displayName: value,
        description: value,
        isEnabled: true,
        allowedMemberTypes: ["User"],
      }),
    ),
  };
}

export function appRoleAssignmentOf(
  { principal, app, role }: AppRoleDraft,
  { names, now }: Setting,
): AppRoleAssignment {
  const resourceId = names.id(app, "app");
  const { kind, id: principalId } = names.find(principal, "user", "group", "app");
  const appRoleId = role === null ? defaultAppRoleId : names.id(keyWithin(app, role), "appRole");
  const types = { user: "User", group: "Group", app: "ServicePrincipal" } as const;

  return {
    id: appRoleAssignmentId(resourceId, appRoleId, principalId),
    appRoleId,
    createdDateTime: daysBefore(now, 400).toISOString(),
    principalId,
    principalType: types[kind],
    resourceId,
  };
}

/** Letters, digits, dots and dashes only, and still different for different keys. */
function slugOf(key: string): string {
  const slug = key.toLowerCase().replaceAll(/[^\da-z.-]/gu, "-");
  if (slug === key.toLowerCase()) return slug;
  return `${slug.slice(0, 40)}-${createHash("sha256").update(key).digest("hex").slice(0, 6)}`;
}

function signInOf(lastSignIn: Date | null | undefined, now: Date): User["signInActivity"] {
  if (lastSignIn === null) return null;

  const date = toSeconds(lastSignIn ?? daysBefore(now, 3));
  return { lastSignInDateTime: date, lastNonInteractiveSignInDateTime: date, lastSuccessfulSignInDateTime: date };
}

function toSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
