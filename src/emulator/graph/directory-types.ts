import type { EntityType, PropertyKind } from "../odata/entity.ts";

const strings = (...names: readonly string[]): Record<string, PropertyKind> =>
  Object.fromEntries(names.map((name) => [name, "string"]));

function directoryType(
  name: string,
  properties: Readonly<Record<string, PropertyKind>>,
  { onSelect = [], navigations = {} }: Partial<Pick<EntityType, "onSelect" | "navigations">> = {},
): EntityType {
  return { name, service: "directory", properties, onSelect, navigations };
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
  "companyName",
  "createdDateTime",
  "department",
  "employeeId",
  "identities",
  "onPremisesImmutableId",
  "onPremisesSecurityIdentifier",
  "onPremisesSyncEnabled",
  "otherMails",
  "proxyAddresses",
  "signInActivity",
  "userType",
] as const;

export const userType: EntityType = directoryType(
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
    ...strings("surname", "userPrincipalName", "companyName", "department", "employeeId", "userType"),
    ...strings("onPremisesImmutableId", "onPremisesSecurityIdentifier"),
    identities: "opaque",
    otherMails: "opaque",
    proxyAddresses: "opaque",
    onPremisesSyncEnabled: "boolean",
    accountEnabled: "boolean",
    createdDateTime: "dateTime",
    signInActivity: {
      lastSignInDateTime: "dateTime",
      lastNonInteractiveSignInDateTime: "dateTime",
      lastSuccessfulSignInDateTime: "dateTime",
    },
  },
  { onSelect: userOnSelect, navigations: { manager: () => directoryObjectType } },
);

export const groupType = directoryType("group", {
  ...strings("id", "displayName", "description", "mail", "mailNickname", "membershipRule", "visibility"),
  createdDateTime: "dateTime",
  groupTypes: "opaque",
  mailEnabled: "boolean",
  securityEnabled: "boolean",
  onPremisesSyncEnabled: "boolean",
  isAssignableToRole: "boolean",
});

export const servicePrincipalType = directoryType("servicePrincipal", {
  ...strings("id", "appId", "appOwnerOrganizationId", "displayName", "servicePrincipalType"),
  accountEnabled: "boolean",
  appRoles: "opaque",
});

export const deletedUserType: EntityType = {
  ...userType,
  properties: { ...userType.properties, deletedDateTime: "dateTime" },
};

export const deletedGroupType: EntityType = {
  ...groupType,
  properties: { ...groupType.properties, deletedDateTime: "dateTime" },
};

export const subscribedSkuType = directoryType("subscribedSku", {
  ...strings("id", "skuId", "skuPartNumber", "appliesTo", "capabilityStatus"),
  consumedUnits: "opaque",
  prepaidUnits: "opaque",
  servicePlans: "opaque",
});

/** What members, owners, managers and sponsors are: any property of any kind of object may be asked for. */
export const directoryObjectType = directoryType(
  "directoryObject",
  { ...servicePrincipalType.properties, ...groupType.properties, ...userType.properties },
  { onSelect: userOnSelect },
);

export const appRoleAssignmentType = directoryType("appRoleAssignment", {
  ...strings("id", "principalDisplayName", "principalType", "resourceDisplayName"),
  appRoleId: "guid",
  principalId: "guid",
  resourceId: "guid",
  createdDateTime: "dateTime",
});
