import type { AuditView } from "../../src/domain/audit-view.ts";
import type { EvidenceRef } from "../../src/domain/evidence.ts";
import type { SectionCoverage, SectionName } from "../../src/domain/sections.ts";
import { sectionNames } from "../../src/domain/sections.ts";
import { naturalKeys, type Row, type SourcedRow } from "../../src/snapshot/sections.ts";
import type { Snapshot } from "../../src/snapshot/snapshot.ts";
import { requestOf } from "./requests.ts";
import { emptyRows, type Rows } from "./rows.ts";
import { withRows } from "./tables.ts";

/** The moment for which tests judge, unless they say otherwise. */
export const now = new Date("2026-11-23T09:00:00Z");

/** What a package grants. */
export type Grant =
  | { readonly group: string; readonly as?: "Member" | "Owner" | "EligibleMember" }
  | { readonly directoryRole: string; readonly as: "Active" | "Eligible" }
  | { readonly app: string; readonly role: string }
  | { readonly site: string; readonly role: string };

/**
 * Begins an empty tenant, read to the end. Things are told in order, before what refers to them; their ids are their
 * names unless `id` says otherwise.
 */
export function aTenant(): TenantBuilder {
  return new TenantBuilder();
}

/** Makes snapshot rows as collecting would have left them, and says how far each section was read. */
export class TenantBuilder {
  readonly #rows: Rows = emptyRows();
  readonly #gaps = new Map<SectionName, Partial<SectionCoverage>>();
  readonly #moved = new Set<EvidenceRef>();
  readonly #unread = new Set<string>();
  readonly #listed = new Set<string>();
  #auditView: Partial<AuditView> = {};

  user(id: string, more: Partial<Row<"users">> = {}): this {
    return this.row("users", {
      id,
      displayName: id,
      userPrincipalName: `${id}@bank.example`,
      mail: null,
      userType: "Member",
      accountEnabled: true,
      createdDateTime: "2020-01-01T00:00:00Z",
      department: null,
      companyName: null,
      jobTitle: null,
      employeeId: null,
      onPremisesSecurityIdentifier: null,
      onPremisesImmutableId: null,
      otherMails: [],
      proxyAddresses: [],
      identities: [],
      ...more,
    });
  }

  users(...ids: readonly string[]): this {
    for (const id of ids) this.user(id);
    return this;
  }

  signIn(id: string, lastSuccessful: string | null): this {
    const none = { lastSignInDateTime: null, lastNonInteractiveSignInDateTime: null };
    return this.row("signIns", { id, lastSuccessfulSignInDateTime: lastSuccessful, ...none });
  }

  group(id: string, more: Partial<Row<"groups">> = {}): this {
    return this.row("groups", {
      id,
      displayName: id,
      description: null,
      groupTypes: [],
      membershipRule: null,
      mailEnabled: false,
      securityEnabled: true,
      visibility: null,
      onPremisesSyncEnabled: null,
      isAssignableToRole: null,
      ...more,
    });
  }

  groups(...ids: readonly string[]): this {
    for (const id of ids) this.group(id);
    return this;
  }

  dynamicGroup(id: string, rule: string): this {
    return this.group(id, { groupTypes: ["DynamicMembership"], membershipRule: rule });
  }

  syncedGroup(id: string): this {
    return this.group(id, { onPremisesSyncEnabled: true });
  }

  /** Puts users, applications or groups into a group, as its direct members. */
  members(groupId: string, ...memberIds: readonly string[]): this {
    for (const memberId of memberIds) {
      this.row("groupMembers", { groupId, memberId, memberType: this.#typeOf(memberId), memberName: memberId });
    }
    return this;
  }

  owner(groupId: string, ownerId: string): this {
    return this.row("groupOwners", { groupId, ownerId, ownerType: "user", ownerName: ownerId });
  }

  /** Privileged Identity Management: a user, an application or a group may become a member of the group. */
  eligible(groupId: string, principalId: string, more: Partial<Row<"groupEligibilities">> = {}): this {
    const { accessId = "member" } = more;
    const id = `${groupId}-${accessId}-${principalId}`;
    return this.row("groupEligibilities", { id, groupId, principalId, accessId, ...since, ...more });
  }

  /** Privileged Identity Management: is an active member of the group for a time. */
  activated(groupId: string, principalId: string, more: Partial<Row<"groupAssignmentSchedules">> = {}): this {
    const { accessId = "member" } = more;
    const id = `${groupId}-${accessId}-${principalId}-now`;
    const assignmentType = "Activated";
    return this.row("groupAssignmentSchedules", {
      id,
      groupId,
      principalId,
      accessId,
      assignmentType,
      ...since,
      ...more,
    });
  }

  /** Directory roles, whose templates are theirs with `-template` behind it. */
  directoryRoles(...ids: readonly string[]): this {
    for (const id of ids) {
      const is = { isBuiltIn: true, isEnabled: true, rolePermissions: null };
      this.row("directoryRoleDefinitions", { id, displayName: `The ${id}`, templateId: `${id}-template`, ...is });
    }
    return this;
  }

  directoryRole(roleDefinitionId: string, ...principalIds: readonly string[]): this {
    for (const principalId of principalIds) {
      const id = `${principalId}-${roleDefinitionId}`;
      this.row("directoryRoleAssignments", { id, roleDefinitionId, principalId, ...everywhere });
    }
    return this;
  }

  mayActivate(
    roleDefinitionId: string,
    principalId: string,
    more: Partial<Row<"directoryRoleEligibilities">> = {},
  ): this {
    const id = `${principalId}-${roleDefinitionId}-eligible`;
    const row = { id, roleDefinitionId, principalId, ...everywhere, ...since, ...more };
    return this.row("directoryRoleEligibilities", row);
  }

  roleSchedule(
    roleDefinitionId: string,
    principalId: string,
    more: Partial<Row<"directoryRoleAssignmentSchedules">> = {},
  ): this {
    return this.row("directoryRoleAssignmentSchedules", {
      id: `${principalId}-${roleDefinitionId}-schedule`,
      roleDefinitionId,
      principalId,
      assignmentType: "Assigned",
      roleAssignmentOriginId: `${principalId}-${roleDefinitionId}`,
      ...everywhere,
      ...since,
      ...more,
    });
  }

  /** A role over a catalog, or over all where that is null. */
  catalogRole(roleDefinitionId: string, catalog: string | null, principalId: string): this {
    return this.row("entitlementRoleAssignments", {
      id: `${principalId}-${catalog ?? ""}-${roleDefinitionId}`,
      roleDefinitionId,
      principalId,
      principalType: this.#typeOf(principalId),
      principalName: principalId,
      appScopeId: catalog === null ? "/" : `/AccessPackageCatalog/${catalog}`,
    });
  }

  app(id: string, ...roles: readonly string[]): this {
    return this.row("servicePrincipals", {
      id,
      appId: `${id}-app`,
      appOwnerOrganizationId: null,
      displayName: id,
      servicePrincipalType: "Application",
      accountEnabled: true,
      appRoles: roles.map((role) => ({ id: role, value: role, displayName: role, isEnabled: true })),
    });
  }

  /** Assigns an application's role to users, applications or groups. */
  appRole(app: string, role: string, ...holders: readonly string[]): this {
    for (const holder of holders) {
      const type = this.#typeOf(holder);
      this.row("appRoleAssignments", {
        id: `${holder}-${app}-${role}`,
        resourceId: app,
        appRoleId: role,
        principalId: holder,
        principalType: `${type.charAt(0).toUpperCase()}${type.slice(1)}`,
        principalDisplayName: holder,
        createdDateTime: "2026-01-01T00:00:00Z",
      });
    }
    return this;
  }

  accessPackage(id: string, more: Partial<Row<"accessPackages">> = {}): this {
    return this.row("accessPackages", {
      id,
      displayName: id,
      description: null,
      isHidden: false,
      catalogId: "General",
      catalogName: "General",
      createdDateTime: null,
      modifiedDateTime: null,
      ...more,
    });
  }

  accessPackages(...ids: readonly string[]): this {
    for (const id of ids) this.accessPackage(id);
    return this;
  }

  grants(accessPackageId: string, ...granted: readonly Grant[]): this {
    for (const grant of granted) {
      const scope = scopeOf(grant);
      const id = `${accessPackageId}-${scope.roleOriginId}-${scope.scopeOriginId}`;
      this.row("resourceRoleScopes", { id, accessPackageId, scopeName: scope.scopeOriginId, ...scope });
    }
    return this;
  }

  /** A policy that grants for 180 days, on request. */
  policy(id: string, accessPackageId: string, more: Partial<Row<"policies">> = {}): this {
    return this.row("policies", {
      id,
      displayName: id,
      accessPackageId,
      accessPackageName: accessPackageId,
      description: null,
      allowedTargetScope: "allMemberUsers",
      expiration: { type: "afterDuration", duration: "P180D", endDateTime: null },
      isAutomatic: false,
      requestorSettings: null,
      requestApprovalSettings: null,
      reviewSettings: null,
      specificAllowedTargets: null,
      customExtensionStageSettings: null,
      createdDateTime: null,
      modifiedDateTime: null,
      ...more,
    });
  }

  /** A delivered assignment without end, of which the subject's id is not the holder's object id. */
  assign(holder: string, accessPackageId: string, more: Partial<Row<"assignments">> = {}): this {
    const id = `${holder}-${accessPackageId}`;
    const before = this.#rows.assignments.filter((row) => row.id === id || row.id.startsWith(`${id}-again`)).length;
    return this.row("assignments", {
      id: before === 0 ? id : `${id}-again-${before}`,
      state: "delivered",
      status: "Delivered",
      accessPackageId,
      accessPackageName: accessPackageId,
      policyId: null,
      policyName: "",
      subjectId: `subject-${holder}`,
      targetObjectId: holder,
      targetType: "user",
      targetName: holder,
      targetPrincipalName: `${holder}@bank.example`,
      targetEmail: null,
      startDateTime: "2026-01-01T00:00:00Z",
      expiration: { type: "noExpiration", duration: null, endDateTime: null },
      expiredDateTime: null,
      customExtensionCalloutInstances: [],
      ...more,
    });
  }

  /** A request for a package that waits for approval. */
  requests(requestor: string, accessPackageId: string, more: Partial<Row<"assignmentRequests">> = {}): this {
    return this.row("assignmentRequests", requestOf(requestor, accessPackageId, more));
  }

  /** `accessPackageId` lists the other: holders of the other are ineligible for it. */
  declares(accessPackageId: string, incompatibleId: string): this {
    return this.row("incompatibleAccessPackages", {
      accessPackageId,
      incompatibleId,
      incompatibleName: incompatibleId,
    });
  }

  declaresGroup(accessPackageId: string, groupId: string): this {
    return this.row("incompatibleGroups", { accessPackageId, groupId, groupName: groupId });
  }

  row<S extends SectionName>(section: S, row: Row<S>): this {
    this.#rows[section].push(row);
    return this;
  }

  /** The sections were refused: nothing was read of them. */
  unread(...sections: readonly SectionName[]): this {
    for (const section of sections) {
      this.#gaps.set(section, { status: "denied", reason: "403 Forbidden", missingPermission: `${section}.Read` });
      this.#rows[section].length = 0;
    }
    return this;
  }

  /** Rows with this evidence were new or had changed when they were read again. */
  moved(...evidence: readonly EvidenceRef[]): this {
    for (const ref of evidence) this.#moved.add(ref);
    return this;
  }

  /** The section is whole, and nobody asked it for these of its parents: what they have of it is not known. */
  notAsked(section: SectionName, ...parentIds: readonly string[]): this {
    for (const parentId of parentIds) this.#unread.add(`${section} ${parentId}`);
    return this;
  }

  /** The tenant itself listed all users of a group and of those nested in it. */
  listed(groupId: string, ...memberIds: readonly string[]): this {
    this.#listed.add(groupId);
    for (const memberId of memberIds) this.row("groupTransitiveMembers", { groupId, memberId, memberName: memberId });
    return this;
  }

  /** The sections broke midway: their rows so far are all there is. */
  partial(...sections: readonly SectionName[]): this {
    for (const section of sections) this.#gaps.set(section, { status: "failed", reason: "the answer broke off" });
    return this;
  }

  /** How far the audit log goes; nowhere, unless said. */
  audited(view: Partial<AuditView>): this {
    this.#auditView = view;
    return this;
  }

  build(): Snapshot {
    const rows: Rows = { ...this.#rows };
    const about = {
      run,
      digest: `sha256:${"0".repeat(64)}`,
      auditTrail: { ...auditTrail, ...this.#auditView },
      coverage: sectionNames.map((section) =>
        coverageOf(section, sourced(section, rows[section]).length, this.#gaps.get(section)),
      ),
      moved: this.#moved,
      wasRead: (section: SectionName, parentId: string) =>
        this.#gaps.get(section)?.status !== "denied" &&
        !this.#unread.has(`${section} ${parentId}`) &&
        (section !== "groupTransitiveMembers" || this.#listed.has(parentId)),
    };
    return withRows(about, (section) => sourced(section, rows[section]));
  }

  #typeOf(id: string): "group" | "servicePrincipal" | "user" {
    if (this.#rows.groups.some((group) => group.id === id)) return "group";
    return this.#rows.servicePrincipals.some((app) => app.id === id) ? "servicePrincipal" : "user";
  }
}

const since = { startDateTime: "2026-11-01T00:00:00Z", endDateTime: null, memberType: "Direct" };

const everywhere = { directoryScopeId: "/", appScopeId: null };

const run: Snapshot["run"] = {
  runId: "run-1",
  tenantId: "bank",
  tenantName: "Bank",
  startedAt: "2026-11-23T08:00:00.000Z",
  finishedAt: now.toISOString(),
  toolVersion: "0.0.0",
  graphUrl: "https://graph.microsoft.com",
  identity: { kind: "application", appId: "sodscan", objectId: null, permissions: [] },
};

const auditTrail: Snapshot["auditTrail"] = {
  source: { kind: "directoryAudits", workspaceId: null },
  asked: { from: "2026-10-24T08:00:00.000Z", to: run.startedAt },
  seen: null,
  evidence: [],
};

function coverageOf(section: SectionName, read: number, gap: Partial<SectionCoverage> = {}): SectionCoverage {
  const { startedAt, finishedAt } = run;
  return { section, status: "complete", read, expected: null, duplicates: 0, pages: 1, startedAt, finishedAt, ...gap };
}

function sourced<S extends SectionName>(section: S, rows: readonly Row<S>[]): readonly SourcedRow<S>[] {
  const all = rows.map((row, index) => ({ ...row, evidence: `${section}/1#/value/${index}` as const }));
  return section === "groupMembers" ? inKeyOrder(section, all) : all;
}

/** Each once, in the order in which a file has them: who is in which group is read in that order only. */
function inKeyOrder<S extends SectionName>(section: S, rows: readonly SourcedRow<S>[]): readonly SourcedRow<S>[] {
  const keyOf = (row: Row<S>): string => naturalKeys[section].map((column) => String(row[column])).join("\0");
  return [...new Map(rows.map((row) => [keyOf(row), row]))].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

type Scope = Pick<Row<"resourceRoleScopes">, "originSystem" | "roleOriginId" | "roleName" | "scopeOriginId">;

function scopeOf(grant: Grant): Scope {
  if ("group" in grant) {
    const { group, as = "Member" } = grant;
    return { originSystem: "AadGroup", roleOriginId: `${as}_${group}`, roleName: as, scopeOriginId: group };
  }
  if ("directoryRole" in grant) {
    const { as, directoryRole } = grant;
    return { originSystem: "DirectoryRole", roleOriginId: as, roleName: as, scopeOriginId: directoryRole };
  }
  const { role } = grant;
  if ("app" in grant) {
    return { originSystem: "AadApplication", roleOriginId: role, roleName: role, scopeOriginId: grant.app };
  }
  return { originSystem: "SharePointOnline", roleOriginId: "5", roleName: role, scopeOriginId: grant.site };
}
