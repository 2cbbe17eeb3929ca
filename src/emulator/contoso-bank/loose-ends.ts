import { objectId } from "../tenant/object-id.ts";
import type { ReviewSettings } from "../tenant/policy.ts";
import type { TenantBuilder } from "../tenant-builder.ts";
import { keysOf, peopleOf } from "./people.ts";
import { governed, reviewEvery, singleUser } from "./policies.ts";

const extension = "Locker keys";

/**
 * What only somebody who asks for every rule is told of: a guest who is a delegate, a policy that asks for no reasons and has
 * access reviewed by people who are gone, a catalog that partners see and that has nothing for them, one of them whom nobody
 * has looked at, a role assigned by hand, and a robot that approves payments and belongs to somebody who raises them.
 */
export function addLooseEnds(bank: TenantBuilder, now: Date): void {
  const owner = singleUser(bank.id("user", peopleOf("Risk")[0]?.key ?? ""));
  const { requestApprovalSettings: approvals, ...settings } = governed(owner, now);
  const [auditor = ""] = keysOf(peopleOf("Internal Audit", 0, 1));
  bank
    .catalog("Partner Portal", { externallyVisible: true })
    .connectedOrganization("Harbour Consulting", { proposed: true })
    .app("app-payment-robot", { owners: keysOf(peopleOf("Payments", 16, 17)) })
    .appRole("app-payment-robot", "app-finance-erp", "Payment.Approve")
    .appRole(auditor, "app-audit-workbench", null)
    .governanceRole("guest-approver", "AccessPackage assignment manager", "Human Resources")
    .customExtension(extension, { catalog: "Human Resources", about: "request", resourceGroup: "rg-facilities" })
    .policy("Night shift - no questions", {
      accessPackage: "HR Core - Reader",
      ...settings,
      reviewSettings: reviewedByNobody(bank.id("user", "Nils Falk"), now),
      ...(approvals && {
        requestApprovalSettings: {
          ...approvals,
          stages: approvals.stages.map((stage) => ({ ...stage, isApproverJustificationRequired: false })),
        },
      }),
      stages: [{ stage: "assignmentRequestGranted", extension }],
    });
}

/** Once a year, without reasons, by somebody whose account is disabled and somebody of whom the directory knows nothing. */
function reviewedByNobody(departed: string, now: Date): ReviewSettings {
  const stranger = objectId("contoso-bank", "user", "nobody knows");
  return {
    ...reviewEvery(12, "removeAccess", singleUser(departed), now),
    isReviewerJustificationRequired: false,
    fallbackReviewers: [singleUser(stranger)],
  };
}
