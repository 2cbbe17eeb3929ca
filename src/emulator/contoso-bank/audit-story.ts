import { daysBefore } from "../builder/dated.ts";
import type { User } from "../tenant/directory.ts";
import type { AssignmentRequest } from "../tenant/governance.ts";
import type { AuditTarget } from "../tenant/directory-audit.ts";
import type { AssignmentPolicy } from "../tenant/policy.ts";
import type { TenantIndex } from "../tenant/tenant-index.ts";
import type { TenantBuilder } from "../tenant-builder.ts";
import { type AuditEvent, byService, byUser, packageTarget, target, userTarget } from "./audit-event.ts";
import { adminAccountOf, keysOf, peopleOf } from "./people.ts";
import { governed, singleUser } from "./policies.ts";

const archive = "Payment Archive - Reader";
const group = "APP-PaymentArchive-Readers";

/** The owner of the archive decides by a second account; the others are engineers with nothing to hide. */
const [owner = "", asker = "", slipped = "", unexplained = "", unlogged = ""] = keysOf([
  ...peopleOf("Technology", 4, 5),
  ...peopleOf("Technology", 13, 17),
]);

/** Days ago on which the bank's log says nothing of entitlement management. */
const silentDay = 13;

/**
 * What only the audit log tells: a request approved by its maker's second account, approval switched off around a grant, an
 * assignment that nothing accounts for, and a request on a day of which the log has nothing.
 */
export function addAuditStory(bank: TenantBuilder, now: Date): void {
  const decides = singleUser(bank.id("user", adminAccountOf(owner)));
  const until = daysBefore(now, -60);
  const { requestApprovalSettings, ...settings } = governed(decides, now);
  const stages = requestApprovalSettings?.stages.slice(1) ?? [];
  const approval = { isApprovalRequiredForAdd: true, isApprovalRequiredForUpdate: true };

  bank
    .group(group, { description: `Given by ${archive}` })
    .accessPackage(archive, { grants: [{ group }] })
    .policy("Engineers", {
      accessPackage: archive,
      ...settings,
      requestApprovalSettings: { ...approval, isRequestorJustificationRequired: true, stages },
    })
    .assign(owner, archive, { from: daysBefore(now, 6.5), until, request: "userAdd" })
    .assign(asker, archive, { from: daysBefore(now, 5.5), until, request: "userAdd" })
    .assign(slipped, archive, { from: daysBefore(now, 7), until, request: null })
    .assign(unexplained, archive, { from: daysBefore(now, 3), until, request: null })
    .assign(unlogged, archive, { from: daysBefore(now, silentDay), until, request: "userAdd" });
}

/** Whether a request was made on the day of which the log has nothing. */
export function isUnlogged(request: AssignmentRequest, { accessPackages }: TenantIndex, now: Date): boolean {
  const isOfStory = accessPackages.get(request.accessPackageId)?.displayName === archive;
  return isOfStory && request.createdDateTime === daysBefore(now, silentDay).toISOString();
}

/**
 * How approval was switched off for a day, who slipped through, whom the owner's friend agreed to, and how another policy
 * came to ask for approval.
 */
export function auditStoryEvents({ tenant }: TenantIndex, now: Date): readonly AuditEvent[] {
  const accessPackage = tenant.accessPackages.find(({ displayName }) => displayName === archive);
  const policy = tenant.policies.find(({ accessPackageId }) => accessPackageId === accessPackage?.id);
  const tightened = tenant.policies.find(({ displayName }) => displayName === "Finance control staff");
  const administrator = userOf(adminAccountOf(owner), tenant.users);
  const user = userOf(slipped, tenant.users);
  const friend = userOf(asker, tenant.users);
  const own = tenant.assignmentRequests.find(
    ({ accessPackageId, requestor }) =>
      accessPackageId === accessPackage?.id && requestor?.objectId === userOf(owner, tenant.users)?.id,
  );
  if (!accessPackage || !policy || !tightened || !administrator || !user || !friend || !own) return [];

  const about = { category: "EntitlementManagement", loggedByService: "Entitlement Management" } as const;
  const service = byService("Azure AD Identity Governance - Entitlement Management");
  const targets = [packageTarget(accessPackage), userTarget(user), policyTarget(policy)];
  const step = (daysAgo: number, activity: string, by: AuditEvent["by"]): AuditEvent => ({
    ...about,
    activity,
    operationType: "Update",
    at: daysBefore(now, daysAgo),
    by,
    targets,
  });
  const switched = (daysAgo: number, target: AuditTarget): AuditEvent => ({
    ...step(daysAgo, "Update access package assignment policy", byUser(administrator)),
    targets: [target],
  });
  return [
    switched(7.5, policyTarget(policy, "False")),
    step(7.2, "User requests access package assignment", byUser(user)),
    step(7.1, "Auto approve access package assignment request", service),
    step(7, "Fulfill access package assignment request", service),
    switched(6.8, policyTarget(policy, "True")),
    {
      ...step(6.2, "Approval stage completed for access package assignment request", byUser(friend)),
      targets: [packageTarget(accessPackage), target("AccessPackageAssignmentRequest", own.id, null)],
    },
    switched(18.5, policyTarget(tightened, "True")),
  ];
}

function userOf(key: string, users: readonly User[]): User | undefined {
  return users.find(({ userPrincipalName }) => userPrincipalName.split("@")[0] === key);
}

/** A policy, and what of its approval was changed. */
function policyTarget({ id, displayName }: AssignmentPolicy, approval?: "True" | "False"): AuditTarget {
  const named = target("AccessPackageAssignmentPolicy", id, displayName);
  if (approval === undefined) return named;
  const oldValue = JSON.stringify(approval === "True" ? "False" : "True");
  const newValue = JSON.stringify(approval);
  return { ...named, modifiedProperties: [{ displayName: "IsApprovalRequiredForAdd", oldValue, newValue }] };
}
