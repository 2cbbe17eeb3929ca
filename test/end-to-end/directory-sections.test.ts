import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SectionName } from "../../src/domain/sections.ts";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import { directoryRoles } from "../../src/emulator/tenant/role-definitions.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { now, scanEmulated, testFolder } from "./scan-emulated.ts";
import { type Rows, rowsIn, smallTenant } from "./small-tenant.ts";

const bank = contosoBank({ now });

/** What each section holds, listed from the tenant itself by the plainest means. */
const listings: { readonly [Section in SectionName]?: (tenant: Tenant) => readonly object[] } = {
  subscribedSkus: ({ subscribedSkus }) =>
    subscribedSkus.map(({ id, skuPartNumber, capabilityStatus, servicePlans }) => ({
      id,
      skuPartNumber,
      capabilityStatus,
      servicePlans: servicePlans.map(({ servicePlanName, provisioningStatus }) => ({
        servicePlanName,
        provisioningStatus,
      })),
    })),
  users: ({ users }) =>
    users.map((user) => ({
      id: user.id,
      displayName: user.displayName,
      userPrincipalName: user.userPrincipalName,
      mail: user.mail,
      userType: user.userType,
      accountEnabled: user.accountEnabled,
      createdDateTime: user.createdDateTime,
      department: user.department,
      companyName: user.companyName,
      jobTitle: user.jobTitle,
      employeeId: user.employeeId,
      onPremisesSecurityIdentifier: user.onPremisesSecurityIdentifier,
      onPremisesImmutableId: user.onPremisesImmutableId,
      otherMails: user.otherMails,
      proxyAddresses: user.proxyAddresses,
      identities: user.identities,
    })),
  managers: ({ users }) => users.map(({ id, managerId }) => ({ userId: id, managerId })),
  deletedUsers: ({ deletedUsers }) =>
    deletedUsers.map(({ id, displayName, userPrincipalName, mail, userType, employeeId, deletedDateTime }) => ({
      id,
      displayName,
      userPrincipalName,
      mail,
      userType,
      employeeId,
      deletedDateTime,
    })),
  groups: ({ groups }) =>
    groups.map((group) => ({
      id: group.id,
      displayName: group.displayName,
      description: group.description,
      groupTypes: group.groupTypes,
      membershipRule: group.membershipRule,
      mailEnabled: group.mailEnabled,
      securityEnabled: group.securityEnabled,
      visibility: group.visibility,
      onPremisesSyncEnabled: group.onPremisesSyncEnabled,
      isAssignableToRole: group.isAssignableToRole,
    })),
  groupEligibilities: ({ groupEligibilities }) => groupEligibilities.map((one) => ({ ...one, memberType: "Direct" })),
  groupAssignmentSchedules: ({ groupAssignments }) => groupAssignments.map((one) => ({ ...one, memberType: "Direct" })),
  deletedGroups: ({ deletedGroups }) =>
    deletedGroups.map(({ id, displayName, mail, deletedDateTime }) => ({ id, displayName, mail, deletedDateTime })),
  servicePrincipals: ({ servicePrincipals }) =>
    servicePrincipals.map((app) => ({
      id: app.id,
      appId: app.appId,
      appOwnerOrganizationId: app.appOwnerOrganizationId,
      displayName: app.displayName,
      servicePrincipalType: app.servicePrincipalType,
      accountEnabled: app.accountEnabled,
      appRoles: app.appRoles.map(({ id, value, displayName, isEnabled }) => ({ id, value, displayName, isEnabled })),
    })),
  servicePrincipalOwners: ({ servicePrincipals, users }) =>
    servicePrincipals.flatMap((app) =>
      app.owners.map((ownerId) => {
        const user = users.find(({ id }) => id === ownerId);
        const owner = user ?? servicePrincipals.find(({ id }) => id === ownerId)!;
        const ownerType = user === undefined ? "servicePrincipal" : "user";
        return { servicePrincipalId: app.id, ownerId, ownerType, ownerName: owner.displayName };
      }),
    ),
  directoryRoleDefinitions: () =>
    Object.entries(directoryRoles).map(([displayName, { id, allowedResourceActions }]) => ({
      id,
      displayName,
      templateId: id,
      isBuiltIn: true,
      isEnabled: true,
      rolePermissions: [{ allowedResourceActions, condition: null }],
    })),
  directoryRoleAssignments: ({ directoryRoleAssignments }) =>
    directoryRoleAssignments.map(({ id, roleDefinitionId, principalId, directoryScopeId }) => ({
      id,
      roleDefinitionId,
      principalId,
      directoryScopeId,
      appScopeId: null,
    })),
  directoryRoleEligibilities: ({ directoryRoleEligibilities }) =>
    directoryRoleEligibilities.map((one) => ({ ...one, appScopeId: null, memberType: "Direct" })),
  directoryRoleAssignmentSchedules: ({ directoryRoleAssignments }) =>
    directoryRoleAssignments.map((one) => ({
      ...one,
      appScopeId: null,
      memberType: "Direct",
      roleAssignmentOriginId: one.id,
    })),
};

describe("what is read of the directory", () => {
  it.each(Object.entries(listings))("%s: each object of the tenant, and nothing else", async (section, listing) => {
    const expected = listing(bank);
    expect(expected.length).toBeGreaterThan(0);
    expect(inOrder(await rowsOf(section as SectionName))).toEqual(inOrder(expected));
  });

  it("has the application permissions that service principals hold among the app role assignments", async () => {
    const graph = bank.servicePrincipals.find(({ displayName }) => displayName === "Microsoft Graph")!;
    const held = bank.servicePrincipals.flatMap((app) =>
      bank.appRoleAssignments
        .filter(({ principalId, resourceId }) => principalId === app.id && resourceId === graph.id)
        .map(({ appRoleId }) => ({
          app: app.displayName,
          permission: graph.appRoles.find(({ id }) => id === appRoleId)?.value,
        })),
    );
    expect(held).toHaveLength(5);

    const rows = (await rowsOf("appRoleAssignments")) as {
      resourceId: string;
      principalType: string;
      principalDisplayName: string;
      appRoleId: string;
    }[];
    const read = rows
      .filter(({ resourceId, principalType }) => resourceId === graph.id && principalType === "ServicePrincipal")
      .map(({ principalDisplayName, appRoleId }) => ({
        app: principalDisplayName,
        permission: graph.appRoles.find(({ id }) => id === appRoleId)?.value,
      }));
    expect(inOrder(read)).toEqual(inOrder(held));
  });
});

let scanned: Promise<Rows> | undefined;

async function rowsOf(section: SectionName): Promise<readonly object[]> {
  scanned ??= scanEmulated(bank, testFolder(), { args: ["--formats", "json", "--all-groups"] }).then(({ folder }) =>
    rowsIn(join(folder, "data", "snapshot.sqlite")),
  );
  return (await scanned)[section].rows.map((row) => ({ ...(row as object), evidence: undefined }));
}

function inOrder(rows: readonly object[]): readonly object[] {
  const keyed = rows.map((row) => Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1))));
  return keyed.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

describe("managers", () => {
  const asked = (path: string, query: string) => path === "/v1.0/users" && query.includes("expand");

  it("of users that the list loses are read one by one", async () => {
    const tenant = smallTenant();
    const lost = new Set(tenant.users.slice(40, 75).map(({ id }) => id));
    const { folder, assessment } = await scanEmulated(tenant, testFolder(), {
      args: ["--formats", "json"],
      intercept: ({ path, query }) => {
        if (!asked(path, query)) return undefined;
        const left = tenant.users.filter(({ id }) => !lost.has(id));
        const value = left.map(({ id, managerId }) => ({
          id,
          ...(managerId === null ? {} : { manager: { id: managerId } }),
        }));
        return { status: 200, body: { value } };
      },
    });
    const { managers } = await rowsIn(join(folder, "data", "snapshot.sqlite"));

    expect(managers.rows).toHaveLength(130);
    expect(inOrder(managers.rows as object[])).toEqual(
      inOrder(tenant.users.map(({ id, managerId }) => ({ userId: id, managerId, evidence: "" }))),
    );
    expect(assessment.coverage.find(({ section }) => section === "managers")).toMatchObject({ status: "complete" });
  });
});
