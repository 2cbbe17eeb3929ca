import { createHash } from "node:crypto";
import { type AppRoleAssignment, defaultAppRoleId } from "../tenant/directory.ts";
import type { AppRole, Group, ServicePrincipal, SignInIdentity, User } from "../tenant/directory.ts";
import { appRoleAssignmentId } from "../tenant/resource-roles.ts";
import { daysBefore } from "./dated.ts";
import type { AppOptions, GroupOptions, UserOptions } from "./directory-options.ts";
import type { AppRoleDraft, Draft } from "./drafts.ts";
import { keyWithin, type Names } from "./names.ts";

/** What every drafted object is given besides its own words. */
export type Setting = { readonly names: Names; readonly domain: string; readonly now: Date };

export function userOf(draft: Draft<UserOptions>, { names, domain, now }: Setting): User {
  const { id, name, guest = false } = draft;
  const userPrincipalName = draft.userPrincipalName ?? `${slugOf(draft.key)}@${domain}`;
  const mail = draft.mail === undefined ? userPrincipalName : draft.mail;
  const [givenName = name, ...rest] = name.split(" ");

  return {
    id,
    displayName: name,
    givenName,
    surname: rest.at(-1) ?? null,
    userPrincipalName,
    mail,
    jobTitle: draft.jobTitle ?? null,
    department: draft.department ?? null,
    employeeId: draft.employeeId ?? null,
    userType: guest ? "Guest" : "Member",
    accountEnabled: draft.accountEnabled ?? true,
    createdDateTime: toSeconds(draft.created ?? daysBefore(now, 730)),
    signInActivity: draft.signInActivity ?? signInOf(draft.lastSignIn, now),
    companyName: draft.companyName ?? null,
    otherMails: draft.otherMails ?? (guest && mail !== null ? [mail] : []),
    proxyAddresses: draft.proxyAddresses ?? (mail === null ? [] : [`SMTP:${mail}`]),
    identities: draft.identities ?? [guest ? guestIdentity : ownIdentity(userPrincipalName, domain)],
    onPremisesSyncEnabled: draft.onPremises === undefined ? null : true,
    onPremisesImmutableId: draft.onPremises?.immutableId ?? null,
    onPremisesSecurityIdentifier: draft.onPremises?.securityIdentifier ?? null,
    managerId: draft.manager === undefined ? null : names.id(draft.manager, "user"),
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
    visibility: draft.visibility ?? (microsoft365 ? "Private" : null),
    members: ids(draft.members),
    owners: ids(draft.owners),
  };
}

export function servicePrincipalOf(draft: Draft<AppOptions>, { names }: Setting): ServicePrincipal {
  return {
    id: draft.id,
    appId: draft.appId ?? names.derive("appId", draft.key),
    appOwnerOrganizationId: draft.ownerTenant ?? names.derive("organization", names.tenant),
    displayName: draft.name,
    servicePrincipalType: draft.managedIdentity === true ? "ManagedIdentity" : "Application",
    accountEnabled: draft.accountEnabled ?? true,
    appRoles: [
      ...(draft.roles ?? []).map((value) => appRoleOf(value, "User", draft, names)),
      ...(draft.permissions ?? []).map((value) => appRoleOf(value, "Application", draft, names)),
    ],
    owners: (draft.owners ?? []).map((key) => names.id(key, "user", "app")),
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

function appRoleOf(
  value: string,
  memberType: "User" | "Application",
  { key }: Draft<AppOptions>,
  names: Names,
): AppRole {
  return {
    id: names.id(keyWithin(key, value), "appRole"),
    value,
    displayName: value,
    description: value,
    isEnabled: true,
    allowedMemberTypes: [memberType],
  };
}

const guestIdentity = { signInType: "federated", issuer: "ExternalAzureAD", issuerAssignedId: null } as const;

function ownIdentity(userPrincipalName: string, domain: string): SignInIdentity {
  return { signInType: "userPrincipalName", issuer: domain, issuerAssignedId: userPrincipalName };
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
