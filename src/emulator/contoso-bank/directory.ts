import { daysBefore } from "../builder/dated.ts";
import type { GroupOptions } from "../builder/directory-options.ts";
import type { TenantBuilder } from "../tenant-builder.ts";
import { departmentNames, keysOf, peopleOf } from "./people.ts";

/** Groups and applications that the story is not about: a group for each department, and some of every sort. */
export function addDirectory(bank: TenantBuilder, now: Date): void {
  for (const department of departmentNames) {
    bank.group(`DYN-${department.replaceAll(" ", "-")}`, {
      membershipRule: `(user.department -eq "${department}")`,
      members: keysOf(peopleOf(department)),
    });
  }
  for (const [name, options] of sundryGroups) bank.group(name, options);
  for (const [name, roles] of applications) bank.app(name, { roles });
  bank
    .app("mi-payment-batch", { managedIdentity: true })
    .app("app-legacy-portal", { accountEnabled: false })
    .group("Payments War Room", { microsoft365: true, deleted: daysBefore(now, 5) });

  bank
    .appRole("mi-payment-batch", "app-finance-erp", "Report.Read")
    .appRole("DYN-Finance", "app-finance-erp", "Ledger.Read")
    .appRole("DYN-Technology", "app-service-desk", "Ticket.Agent")
    .appRole("DYN-Internal-Audit", "app-audit-workbench", null);
  for (const { key } of peopleOf("Risk", 0, 12)) bank.appRole(key, "app-risk-engine", "Scenario.Run");
  for (const { key } of peopleOf("Technology", 0, 10)) bank.appRole(key, "app-service-desk", null);
}

const sundryGroups: readonly (readonly [string, GroupOptions])[] = [
  ["SYNC-Branch-Tellers", { synced: true, members: keysOf(peopleOf("Payments", 47, 57)) }],
  ["SYNC-File-Shares-Finance", { synced: true, members: keysOf(peopleOf("Finance", 0, 18)) }],
  ["PRIV-Identity-Administrators", { roleAssignable: true, members: keysOf(peopleOf("Technology", 0, 3)) }],
  ["PRIV-Break-Glass", { roleAssignable: true }],
  [
    "Quarterly Close",
    { microsoft365: true, members: keysOf(peopleOf("Finance")), owners: keysOf(peopleOf("Finance", 0, 2)) },
  ],
  [
    "Vendor Onboarding",
    { microsoft365: true, members: keysOf(peopleOf("Procurement")), owners: keysOf(peopleOf("Procurement", 0, 1)) },
  ],
  [
    "Treasury Committee",
    { microsoft365: true, members: keysOf(peopleOf("Treasury", 20, 30)), owners: keysOf(peopleOf("Treasury", 20, 21)) },
  ],
  ["Town Hall", { microsoft365: true, visibility: "Public", members: keysOf(peopleOf("Human Resources")) }],
  ["VPN-Treasury", { description: "Remote desks of the treasury" }],
  ["LIC-Office-E5", { members: ["DYN-Finance", "DYN-Technology", "DYN-Treasury"] }],
  ["Branch Managers", { members: keysOf(peopleOf("Payments", 57, 62)) }],
];

const applications: readonly (readonly [string, readonly string[]])[] = [
  ["app-finance-erp", ["Payment.Create", "Payment.Approve", "Ledger.Read", "Ledger.Post", "Report.Read"]],
  ["app-treasury-mgmt", ["Treasury.Read", "Deal.Enter"]],
  ["app-trading-desk", ["Order.Enter", "Order.Settle"]],
  ["app-risk-engine", ["Scenario.Run", "Limit.Set"]],
  ["app-service-desk", ["Ticket.Agent", "Ticket.Manager"]],
  ["app-audit-workbench", ["Evidence.Read"]],
  ["app-procurement", ["Order.Request", "Order.Approve"]],
  ["app-hr-core", ["Person.Read", "Payroll.Run"]],
  ["app-market-data", ["Quote.Read"]],
  ["app-collateral", ["Pledge.Enter"]],
  ["app-contracts", ["Contract.Read"]],
  ["app-expenses", ["Claim.Audit"]],
  ["app-learning", []],
  ["app-intranet", []],
  ["app-crm", ["Client.Read"]],
  ["app-kyc", ["Case.Review"]],
  ["app-swift-gateway", ["Message.Read"]],
  ["app-data-lake", ["Table.Read"]],
];
