import type { EntityType, PropertyKind } from "../odata/entity.ts";

const strings = (...names: readonly string[]): Record<string, PropertyKind> =>
  Object.fromEntries(names.map((name) => [name, "string"]));

function directoryType(
  name: string,
  properties: Readonly<Record<string, PropertyKind>>,
  onSelect: readonly string[] = [],
): EntityType {
  return { name, service: "directory", properties, onSelect, navigations: {} };
}

export const organizationType = directoryType("organization", {
  id: "string",
  displayName: "string",
  createdDateTime: "dateTime",
  verifiedDomains: "opaque",
});

/** Without `$select` Graph returns eleven properties of a user; these are not among them. */
const userOnSelect = [
  "accountEnabled",
  "createdDateTime",
  "department",
  "employeeId",
  "signInActivity",
  "userType",
] as const;

export const userType = directoryType(
  "user",
  {
    businessPhones: "opaque",
    ...strings(
      "id",
      "displayName",
      "givenName",
      "jobTitle",
      "mail",
      "mobilePhone",
      "officeLocation",
      "preferredLanguage",
    ),
    ...strings("surname", "userPrincipalName", "department", "employeeId", "userType"),
    accountEnabled: "boolean",
    createdDateTime: "dateTime",
    signInActivity: {
      lastSignInDateTime: "dateTime",
      lastNonInteractiveSignInDateTime: "dateTime",
      lastSuccessfulSignInDateTime: "dateTime",
    },
  },
  userOnSelect,
);

export const groupType = directoryType("group", {
  ...strings("id", "displayName", "description", "mail", "mailNickname", "membershipRule"),
  createdDateTime: "dateTime",
  groupTypes: "opaque",
  mailEnabled: "boolean",
  securityEnabled: "boolean",
  onPremisesSyncEnabled: "boolean",
  isAssignableToRole: "boolean",
});

export const servicePrincipalType = directoryType("servicePrincipal", {
  ...strings("id", "appId", "displayName", "servicePrincipalType"),
  accountEnabled: "boolean",
  appRoles: "opaque",
});

/** What members, owners and sponsors are: any property of any kind of object may be asked for. */
export const directoryObjectType = directoryType(
  "directoryObject",
  { ...servicePrincipalType.properties, ...groupType.properties, ...userType.properties },
  userOnSelect,
);

export const appRoleAssignmentType = directoryType("appRoleAssignment", {
  ...strings("id", "principalDisplayName", "principalType", "resourceDisplayName"),
  appRoleId: "guid",
  principalId: "guid",
  resourceId: "guid",
  createdDateTime: "dateTime",
});
