import type { SectionName } from "../../src/domain/sections.ts";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sectionNames } from "../../src/domain/sections.ts";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import type { SubjectSet } from "../../src/emulator/tenant/policy.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { openSnapshot } from "../../src/snapshot/reader.ts";
import { collectEmulated, now } from "./scan-emulated.ts";
import { type Rows, rowsIn, smallTenant } from "./small-tenant.ts";

const signature = "s1gn4tur3-of-the-trigger";

/** The tenant, its extensions called at addresses that let anybody call them. */
function signed(tenant: Tenant): Tenant {
  const url = `https://prod-31.eastus.logic.azure.com:443/workflows/8cc/triggers/manual/paths/invoke?api-version=2016-10-01&sp=%2Ftriggers&sv=1.0&sig=${signature}`;
  const catalogs = tenant.catalogs.map((catalog) => ({
    ...catalog,
    customWorkflowExtensions: catalog.customWorkflowExtensions.map((extension) => ({
      ...extension,
      endpointConfiguration: { ...extension.endpointConfiguration, url },
    })),
  }));
  return { ...tenant, catalogs };
}

const bare = (type: string) => type.replace("#microsoft.graph.", "");
const zeros = "00000000-0000-0000-0000-000000000000";
const actor = ({ id }: { readonly id: string }) => (id === zeros ? null : id);
const subject = ({ "@odata.type": type, userId, groupId, managerLevel, membershipRule }: SubjectSet) => ({
  type: bare(type),
  id: userId ?? groupId ?? null,
  managerLevel: managerLevel ?? null,
  membershipRule: membershipRule ?? null,
});

/** What a section has to hold of a tenant, told from the tenant itself: some columns of every row. */
const listings: Readonly<Record<string, (tenant: Tenant) => readonly object[]>> = {
  catalogs: ({ catalogs }) =>
    catalogs.map(({ id, description, createdDateTime, modifiedDateTime }) => ({
      id,
      description,
      createdDateTime,
      modifiedDateTime,
    })),
  accessPackages: ({ accessPackages }) =>
    accessPackages.map(({ id, catalogId, description, createdDateTime, modifiedDateTime }) => ({
      id,
      catalogId,
      description,
      createdDateTime,
      modifiedDateTime,
    })),
  catalogResources: (tenant) =>
    resources(tenant).map(({ catalogId, originId, originSystem }) => ({ catalogId, originId, originSystem })),
  customExtensions: ({ catalogs }) =>
    catalogs.flatMap(({ id: catalogId, customWorkflowExtensions }) =>
      customWorkflowExtensions.map((extension) => ({
        catalogId,
        id: extension.id,
        type: bare(extension["@odata.type"]),
        displayName: extension.displayName,
        authenticationType: bare(extension.authenticationConfiguration["@odata.type"] ?? ""),
        endpointConfiguration: JSON.parse(
          JSON.stringify(extension.endpointConfiguration).replace(signature, "withheld"),
        ) as object,
        callbackConfiguration:
          extension.callbackConfiguration === null
            ? null
            : { type: "customExtensionCallbackConfiguration", timeoutDuration: "PT1H" },
      })),
    ),
  accessPackagesIncompatibleWith: ({ accessPackages }) =>
    accessPackages.flatMap(({ id, displayName, incompatibleAccessPackageIds }) =>
      incompatibleAccessPackageIds.map((accessPackageId) => ({
        accessPackageId,
        incompatibleWithId: id,
        incompatibleWithName: displayName,
      })),
    ),
  policyList: ({ policies }) => policies.map(({ id, displayName }) => ({ id, displayName })),
  policies: ({ policies }) =>
    policies.map(({ id, accessPackageId, allowedTargetScope, expiration, requestApprovalSettings, ...policy }) => ({
      id,
      accessPackageId,
      allowedTargetScope,
      expiration,
      specificAllowedTargets: policy.specificAllowedTargets.map(subject),
      requestorSettings: {
        ...policy.requestorSettings,
        onBehalfRequestors: policy.requestorSettings.onBehalfRequestors.map(subject),
      },
      requestApprovalSettings: {
        ...requestApprovalSettings,
        stages: requestApprovalSettings.stages.map((stage) => ({
          ...stage,
          primaryApprovers: stage.primaryApprovers.map(subject),
          fallbackPrimaryApprovers: stage.fallbackPrimaryApprovers.map(subject),
          escalationApprovers: stage.escalationApprovers.map(subject),
          fallbackEscalationApprovers: stage.fallbackEscalationApprovers.map(subject),
        })),
      },
      reviewSettings:
        policy.reviewSettings === null
          ? null
          : {
              ...policy.reviewSettings,
              primaryReviewers: policy.reviewSettings.primaryReviewers.map(subject),
              fallbackReviewers: policy.reviewSettings.fallbackReviewers.map(subject),
            },
      customExtensionStageSettings: policy.customExtensionStageSettings.map(({ stage, customExtensionId }) => ({
        stage,
        customExtensionId,
      })),
      createdDateTime: policy.createdDateTime,
      modifiedDateTime: policy.modifiedDateTime,
    })),
  assignmentRequests: ({ assignmentRequests }) =>
    assignmentRequests.map(({ id, requestType, state, requestor, justification, schedule, assignmentId }) => ({
      id,
      requestType,
      state,
      requestorSubjectId: requestor?.id ?? null,
      requestorObjectId: requestor?.objectId ?? null,
      requestorPrincipalName: requestor?.principalName ?? null,
      justification,
      startDateTime: schedule.startDateTime,
      expiration: schedule.expiration,
      assignmentId,
    })),
  connectedOrganizations: ({ connectedOrganizations }) =>
    connectedOrganizations.map(({ id, displayName, state, identitySources }) => ({
      id,
      displayName,
      state,
      identitySources,
    })),
  internalSponsors: ({ connectedOrganizations }) =>
    connectedOrganizations.flatMap(({ id, internalSponsors }) =>
      internalSponsors.map((sponsorId) => ({ connectedOrganizationId: id, sponsorId })),
    ),
  externalSponsors: ({ connectedOrganizations }) =>
    connectedOrganizations.flatMap(({ id, externalSponsors }) =>
      externalSponsors.map((sponsorId) => ({ connectedOrganizationId: id, sponsorId })),
    ),
  entitlementSettings: ({ settings }) => [settings],
  entitlementRoleAssignments: ({ governanceRoleAssignments, groups }) =>
    governanceRoleAssignments.map(({ id, roleDefinitionId, principalId, appScopeId }) => ({
      id,
      roleDefinitionId,
      principalId,
      appScopeId,
      principalType: groups.some((group) => group.id === principalId) ? "group" : "user",
    })),
  accessReviewDefinitions: ({ accessReviews }) =>
    accessReviews.map(({ id, displayName, status, scope, reviewers, settings, stageSettings, createdBy }) => ({
      id,
      displayName,
      status,
      scope,
      reviewers,
      settings,
      stageSettings,
      createdById: actor(createdBy),
    })),
  accessReviewInstances: ({ accessReviews }) =>
    accessReviews.flatMap(({ id: definitionId, instances }) =>
      instances.map(({ id, status, scope, reviewers, startDateTime, endDateTime }) => ({
        definitionId,
        id,
        status,
        scope,
        reviewers,
        startDateTime,
        endDateTime,
      })),
    ),
  accessReviewDecisions: ({ accessReviews }) =>
    accessReviews.flatMap(({ id: definitionId, instances }) =>
      instances.flatMap(({ id: instanceId, decisions }) =>
        decisions.map(({ id, principal, decision, reviewedBy, applyResult, appliedBy }) => ({
          definitionId,
          instanceId,
          id,
          principalId: principal.id,
          decision,
          reviewedById: actor(reviewedBy),
          applyResult,
          appliedById: actor(appliedBy),
        })),
      ),
    ),
};

/** Each resource that packages of a catalog grant, with its roles. */
function resources({ accessPackages }: Tenant) {
  const found = new Map<string, { catalogId: string; originId: string; originSystem: string; roles: Set<string> }>();
  for (const { catalogId, resourceRoleScopes } of accessPackages) {
    for (const { scopeOriginId: originId, originSystem, roleOriginId } of resourceRoleScopes) {
      const key = `${catalogId} ${originId}`;
      const resource = found.get(key) ?? { catalogId, originId, originSystem, roles: new Set() };
      resource.roles.add(roleOriginId);
      found.set(key, resource);
    }
  }
  return [...found.values()];
}

/** In the order of the texts in them, which tell rows apart. */
const inOrder = (rows: readonly object[]) => {
  const textOf = (row: object) =>
    Object.values(row)
      .filter((value) => typeof value === "string")
      .join(" ");
  return rows.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
};

/** The columns of the rows that a listing has. */
function columnsOf(rows: readonly unknown[], [sample]: readonly object[]): readonly object[] {
  const names = Object.keys(sample ?? {});
  return rows.map((row) => {
    const values = new Map(Object.entries(row as object));
    return Object.fromEntries(names.map((name) => [name, values.get(name) as unknown]));
  });
}

/** Types are kept without the `#` that Graph gives some of them. */
function typesAlike<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value).replaceAll('"@odata.type":"#', '"@odata.type":"')) as Value;
}

describe.each([
  ["the bank", signed(contosoBank({ now }))],
  ["a small tenant", signed(smallTenant())],
])("of %s", (_, tenant) => {
  let rows: Rows;
  let path: string;
  const folder = mkdtempSync(join(tmpdir(), "sodscan-test-"));
  beforeAll(async () => {
    path = (await collectEmulated(tenant, folder)).path;
    rows = await rowsIn(path);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(Object.entries(listings))("%s holds what the tenant has", (section, listing) => {
    const expected = typesAlike(listing(tenant));
    expect(expected.length).toBeGreaterThan(0);
    expect(rows[section as SectionName].status).toBe("complete");
    expect(inOrder(columnsOf(rows[section as SectionName].rows, expected))).toEqual(inOrder(expected));
  });

  it("a resource's roles are all there, on it or by themselves where there are too many to trust", () => {
    type Role = { readonly originId: string };
    const apart = rows["catalogResourceRoles"]?.rows as (Role & { catalogId: string; resourceId: string })[];
    const collected = rows["catalogResources"]?.rows as {
      catalogId: string;
      id: string;
      originId: string;
      roles: readonly Role[] | null;
    }[];
    for (const { catalogId, originId, roles } of resources(tenant)) {
      const resource = collected.find((row) => row.catalogId === catalogId && row.originId === originId)!;
      const own = apart.filter((role) => role.catalogId === catalogId && role.resourceId === resource.id);
      expect(resource.roles === null).toBe(roles.size >= 20);
      expect((resource.roles ?? own).map((role) => role.originId).sort()).toEqual([...roles].sort());
    }
    expect(apart).toHaveLength(tenant.organization.displayName === "small" ? 25 : 0);
  });

  it("no signature of an address is in the snapshot, not in its rows and not in its pages", async () => {
    const snapshot = await openSnapshot(path);
    const pages = sectionNames.flatMap((section) => {
      const found: string[] = [];
      for (let nth = 1, page = snapshot.page(`${section}/1`); page !== undefined; ) {
        found.push(Buffer.from(page.body).toString("utf8"));
        nth += 1;
        page = snapshot.page(`${section}/${nth}`);
      }
      return found;
    });
    snapshot.close();
    const everything = [...pages, JSON.stringify(rows), readFileSync(path).toString("latin1")].join("\n");
    expect(everything).toContain("sig=withheld");
    expect(everything).not.toContain(signature);
  });
});
