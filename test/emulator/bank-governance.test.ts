import { describe, expect, it } from "vitest";
import { contosoBank } from "../../src/emulator/contoso-bank.ts";
import { directoryRoles, governanceRoles } from "../../src/emulator/tenant/role-definitions.ts";
import { now } from "./emulated-graph.ts";

const bank = contosoBank({ now });
const nameOf = (id: string) =>
  [...bank.users, ...bank.groups, ...bank.servicePrincipals].find((one) => one.id === id)?.displayName;
const packageNamed = (name: string) => bank.accessPackages.find(({ displayName }) => displayName === name);
const groupNamed = (name: string) => bank.groups.find(({ displayName }) => displayName === name);
const audits = (activity: string) =>
  bank.directoryAudits.filter(({ activityDisplayName }) => activityDisplayName === activity);

describe("the bank's administrators", () => {
  it("are people, and groups that can hold roles", () => {
    const holders = (role: keyof typeof directoryRoles) =>
      bank.directoryRoleAssignments.filter(({ roleDefinitionId }) => roleDefinitionId === directoryRoles[role].id);
    const roleAssignable = new Set(
      bank.groups.filter((group) => group.isAssignableToRole === true).map(({ id }) => id),
    );
    const groups = new Set(bank.groups.map(({ id }) => id));

    expect(holders("Global Administrator")).not.toEqual([]);
    expect(holders("Identity Governance Administrator")).toHaveLength(1);
    for (const { principalId } of bank.directoryRoleAssignments) {
      if (groups.has(principalId)) expect(roleAssignable).toContain(principalId);
    }
    expect(bank.directoryRoleAssignments.some(({ principalId }) => groups.has(principalId))).toBe(true);
    expect(bank.directoryRoleEligibilities.length).toBeGreaterThan(1);
  });

  it("include one delegate over the packages of both sides of a payment", () => {
    const catalogs = ["Vendor Payment - Initiator", "Vendor Payment - Approver"].map(
      (name) => packageNamed(name)?.catalogId,
    );
    const managers = bank.governanceRoleAssignments.filter(
      ({ roleDefinitionId, appScopeId }) =>
        roleDefinitionId === governanceRoles["AccessPackages manager"].id &&
        catalogs.every((id) => appScopeId === `/AccessPackageCatalog/${id}`),
    );

    expect(managers).toHaveLength(1);
  });

  it("include an application that may write all of entitlement management", () => {
    const graph = bank.servicePrincipals.find(({ appId }) => appId === "00000003-0000-0000-c000-000000000000");
    const role = graph?.appRoles.find(({ value }) => value === "EntitlementManagement.ReadWrite.All");
    const holders = bank.appRoleAssignments.filter(({ appRoleId }) => appRoleId === role?.id);

    expect(holders.map(({ principalId }) => nameOf(principalId))).toEqual(["app-governance-automation"]);
  });

  it("leave the eleven alone: whoever may activate a side of a payment has no other", () => {
    const eligible = bank.groupEligibilities.filter(({ groupId }) => groupId === groupNamed("PAY-Approvers")?.id);
    const members = eligible.filter(({ accessId }) => accessId === "member");
    const initiator = packageNamed("Vendor Payment - Initiator")?.id;

    expect(members).toHaveLength(1);
    for (const { principalId } of members) {
      expect(groupNamed("PAY-Initiators")?.members).not.toContain(principalId);
      const assigned = bank.assignments.filter(({ target }) => target.objectId === principalId);
      expect(assigned.map(({ accessPackageId }) => accessPackageId)).not.toContain(initiator);
    }
  });
});

describe("the bank's leftovers", () => {
  it("are a delivered assignment of somebody deleted, and a deleted group", () => {
    const [deleted] = bank.deletedUsers;
    const left = bank.assignments.filter(({ target }) => target.objectId === deleted?.id);

    expect(bank.deletedUsers).toHaveLength(1);
    expect(left).toMatchObject([{ state: "delivered" }]);
    expect(bank.groups.some(({ members }) => members.includes(deleted?.id ?? ""))).toBe(false);
    expect(bank.deletedGroups).toHaveLength(1);
  });

  it("are decisions that nobody made or applied, and reviews of oneself", () => {
    const latest = bank.accessReviews.flatMap(({ instances }) =>
      instances.slice(-1).flatMap(({ decisions }) => decisions),
    );

    expect(latest.some(({ decision }) => decision === "NotReviewed")).toBe(true);
    expect(latest.some(({ decision, applyResult }) => decision === "Deny" && applyResult === "New")).toBe(true);
    expect(latest.some(({ reviewedBy, principal }) => reviewedBy.id === principal.id)).toBe(true);
  });
});

describe("the bank's audit log", () => {
  it("has some hundreds of events of thirty days, of every category, each with an id of its own", () => {
    const times = bank.directoryAudits.map(({ activityDateTime }) => Date.parse(activityDateTime));

    expect(bank.directoryAudits.length).toBeGreaterThan(330);
    expect(bank.directoryAudits.length).toBeLessThan(450);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(now.getTime() - 30 * 86_400_000);
    expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime());
    expect(new Set(bank.directoryAudits.map(({ id }) => id)).size).toBe(bank.directoryAudits.length);
    expect(new Set(bank.directoryAudits.map(({ category }) => category))).toEqual(
      new Set([
        "EntitlementManagement",
        "GroupManagement",
        "RoleManagement",
        "ApplicationManagement",
        "PolicyManagement",
      ]),
    );
  });

  it("tells of every assignment that ended in those days, and of requests that are there", () => {
    const since = new Date(now.getTime() - 30 * 86_400_000).toISOString();
    const people = new Set(bank.users.map(({ id }) => id));
    const ended = bank.assignments.filter(
      ({ expiredDateTime, target }) => (expiredDateTime ?? "") >= since && people.has(target.objectId ?? ""),
    );
    const removals = audits("Entitlement Management removes access package assignment request for user");
    const requests = new Set(bank.assignmentRequests.map(({ id }) => id));
    const asked = audits("User requests access package assignment").flatMap(({ targetResources }) =>
      targetResources.flatMap(({ type, id }) => (type === "AccessPackageAssignmentRequest" ? [id] : [])),
    );

    expect(removals.flatMap(({ targetResources }) => targetResources.slice(-1).map(({ id }) => id)).toSorted()).toEqual(
      ended.map(({ id }) => id).toSorted(),
    );
    expect(asked.length).toBeGreaterThan(3);
    for (const id of asked) expect(requests).toContain(id);
  });

  it("tells how the declared pair came to be declared one way", () => {
    const [initiator, approver] = ["Vendor Payment - Initiator", "Vendor Payment - Approver"];
    const directions = (activity: string) =>
      audits(activity)
        .map(({ targetResources }) => targetResources.map(({ displayName }) => displayName))
        .filter((names) => names.includes(approver));

    expect(new Set(directions("Create incompatible access package").map(String))).toEqual(
      new Set([`${approver},${initiator}`, `${initiator},${approver}`]),
    );
    expect(directions("Delete incompatible access package")).toEqual([[initiator, approver]]);
    expect(directions("Create incompatible group")).toEqual([[approver, "PAY-Initiators"]]);
  });

  it("tells of an administrator who assigned themselves, and of members added by hand beside those the service added", () => {
    const toThemselves = audits("Administrator directly assigns user to access package").filter(
      ({ initiatedBy, targetResources }) => targetResources.some(({ id }) => id === initiatedBy.user?.id),
    );
    const added = audits("Add member to group");
    const byHand = added.filter(({ initiatedBy }) => initiatedBy.user !== null);
    const payments = ["APP-VendorPay-Initiators", "APP-VendorPay-Approvers"].map((name) => groupNamed(name)?.id);

    expect(toThemselves).toHaveLength(1);
    expect(byHand).toHaveLength(4);
    for (const { targetResources } of byHand) expect(payments).toContain(targetResources[1]?.id);
    expect(added.flatMap(({ initiatedBy }) => initiatedBy.app?.displayName ?? [])).toContain(
      "Azure AD Identity Governance - User Management",
    );
  });
});
