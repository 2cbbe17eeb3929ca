import { daysBefore } from "../builder/dated.ts";
import type { TenantBuilder } from "../tenant-builder.ts";
import { adminAccountOf, keysOf, peopleOf } from "./people.ts";

const engineers = keysOf(peopleOf("Technology", 0, 9));
const [globalAdmin = "", governanceAdmin = "", applicationAdmin = "", standIn = "", helper = ""] =
  engineers.map(adminAccountOf);
const [controlOwner = "", delegate = ""] = keysOf(peopleOf("Risk", 0, 2));

/** Who administers the bank: in the directory, over catalogs, by permissions of applications, and now or once activated. */
export function addPrivileges(bank: TenantBuilder, now: Date): void {
  addDirectoryRoles(bank, now);
  addPrivilegedGroups(bank, now);
  addDelegations(bank);
  addApplications(bank);
  addLeftovers(bank, now);
}

function addDirectoryRoles(bank: TenantBuilder, now: Date): void {
  const eligible = { held: "eligible", from: daysBefore(now, 190), until: daysBefore(now, -175) } as const;
  const activated = { held: "activated", from: daysBefore(now, 1 / 24), until: daysBefore(now, -7 / 24) } as const;
  bank
    .directoryRole(globalAdmin, "Global Administrator")
    .directoryRole("PRIV-Break-Glass", "Global Administrator")
    .directoryRole(governanceAdmin, "Identity Governance Administrator")
    .directoryRole("PRIV-Identity-Administrators", "User Administrator")
    .directoryRole(applicationAdmin, "Application Administrator")
    .directoryRole(standIn, "Global Administrator", eligible)
    .directoryRole(helper, "Identity Governance Administrator", eligible)
    .directoryRole(helper, "Groups Administrator", eligible)
    .directoryRole(helper, "Groups Administrator", activated);
}

/** Nobody gets hold of a second side of a payment by these: the one who may become an approver raises none. */
function addPrivilegedGroups(bank: TenantBuilder, now: Date): void {
  const eligible = { held: "eligible", from: daysBefore(now, 60), until: daysBefore(now, -120) } as const;
  const [mayApprove = ""] = keysOf(peopleOf("Finance Control", 20, 21));
  bank
    .privilegedGroup(mayApprove, "PAY-Approvers", eligible)
    .privilegedGroup(governanceAdmin, "PAY-Approvers", { ...eligible, as: "owner" })
    .privilegedGroup(globalAdmin, "PRIV-Break-Glass", eligible)
    .privilegedGroup(standIn, "PRIV-Break-Glass", {
      held: "activated",
      from: daysBefore(now, 0.1),
      until: daysBefore(now, -0.2),
    });
  for (const engineer of engineers.slice(0, 3)) bank.privilegedGroup(engineer, "PRIV-Identity-Administrators");
}

/** One delegate manages the packages of both sides of a payment. */
function addDelegations(bank: TenantBuilder): void {
  bank
    .governanceRole(controlOwner, "Catalog owner", "Payment Operations")
    .governanceRole(delegate, "AccessPackages manager", "Payment Operations")
    .governanceRole("PRIV-Identity-Administrators", "AccessPackage assignment manager", "Finance Applications")
    .governanceRole(keysOf(peopleOf("Finance", 0, 1))[0] ?? "", "Catalog owner", "Finance Applications")
    .governanceRole(keysOf(peopleOf("Procurement", 0, 1))[0] ?? "", "Catalog owner", "Procurement")
    .governanceRole(keysOf(peopleOf("Internal Audit", 0, 1))[0] ?? "", "Catalog reader", "Payment Operations")
    .governanceRole(governanceAdmin, "Catalog creator", null);
}

function addApplications(bank: TenantBuilder): void {
  bank
    .app("Microsoft Graph", {
      appId: "00000003-0000-0000-c000-000000000000",
      ownerTenant: "f8cdef31-a31e-4b4a-93e4-5f571e91255a",
      permissions: [
        "AuditLog.Read.All",
        "EntitlementManagement.Read.All",
        "EntitlementManagement.ReadWrite.All",
        "GroupMember.ReadWrite.All",
        "User.Read.All",
      ],
    })
    .app("app-governance-automation", { owners: engineers.slice(0, 1) })
    .app("app-hr-provisioning", { owners: [...engineers.slice(1, 2), "app-governance-automation"] })
    .appRole("app-governance-automation", "Microsoft Graph", "EntitlementManagement.ReadWrite.All")
    .appRole("app-governance-automation", "Microsoft Graph", "AuditLog.Read.All")
    .appRole("app-hr-provisioning", "Microsoft Graph", "GroupMember.ReadWrite.All")
    .appRole("app-hr-provisioning", "Microsoft Graph", "User.Read.All");
}

/** Somebody who has left but whose assignment has not, and an administrator with a package by their own hand. */
function addLeftovers(bank: TenantBuilder, now: Date): void {
  bank
    .user("Victor Lund", { department: "Finance", deleted: daysBefore(now, 12), employeeId: "99001" })
    .assign("Victor Lund", "General Ledger - Reader", { from: daysBefore(now, 140), until: daysBefore(now, -90) })
    .assign(governanceAdmin, "Developer Workstation", { from: daysBefore(now, 6), request: "adminAdd" });
}
