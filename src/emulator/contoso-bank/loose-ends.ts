import type { TenantBuilder } from "../tenant-builder.ts";
import { keysOf, peopleOf } from "./people.ts";
import { governed, singleUser } from "./policies.ts";

const extension = "Locker keys";

/**
 * What only somebody who asks for every rule is told of: a guest who is a delegate, a policy that asks for no reasons, a
 * catalog that partners see and that has nothing for them, one of them whom nobody has looked at, and a robot that approves
 * payments and belongs to somebody who raises them.
 */
export function addLooseEnds(bank: TenantBuilder, now: Date): void {
  const owner = singleUser(bank.id("user", peopleOf("Risk")[0]?.key ?? ""));
  const { requestApprovalSettings: approvals, ...settings } = governed(owner, now);
  bank
    .catalog("Partner Portal", { externallyVisible: true })
    .connectedOrganization("Harbour Consulting", { proposed: true })
    .app("app-payment-robot", { owners: keysOf(peopleOf("Payments", 16, 17)) })
    .appRole("app-payment-robot", "app-finance-erp", "Payment.Approve")
    .governanceRole("guest-approver", "AccessPackage assignment manager", "Human Resources")
    .customExtension(extension, { catalog: "Human Resources", about: "request", resourceGroup: "rg-facilities" })
    .policy("Night shift - no questions", {
      accessPackage: "HR Core - Reader",
      ...settings,
      ...(approvals && {
        requestApprovalSettings: {
          ...approvals,
          stages: approvals.stages.map((stage) => ({ ...stage, isApproverJustificationRequired: false })),
        },
      }),
      stages: [{ stage: "assignmentRequestGranted", extension }],
    });
}
