import { addApprovalPaths } from "./contoso-bank/approval-paths.ts";
import { addAuditors } from "./contoso-bank/auditors.ts";
import { auditLogOf } from "./contoso-bank/audit-log.ts";
import { addAuditStory } from "./contoso-bank/audit-story.ts";
import { addDirectory } from "./contoso-bank/directory.ts";
import { addLending } from "./contoso-bank/lending.ts";
import { addLooseEnds } from "./contoso-bank/loose-ends.ts";
import { addFaultyPolicies } from "./contoso-bank/faulty-policies.ts";
import { addOrdinaryPackages } from "./contoso-bank/ordinary-packages.ts";
import { addOverrides } from "./contoso-bank/overrides.ts";
import { addPayments } from "./contoso-bank/payments.ts";
import { hire } from "./contoso-bank/people.ts";
import { addPrivileges } from "./contoso-bank/privileges.ts";
import { reviewsOf } from "./contoso-bank/reviews.ts";
import { addWeakControls } from "./contoso-bank/weak-controls.ts";
import type { Tenant } from "./tenant.ts";
import { aTenant } from "./tenant-builder.ts";

/**
 * A bank with about four hundred people, of whom exactly eleven can both raise and approve a vendor payment. The same
 * for the same `now`, from which all its dates count.
 */
export function contosoBank({ now }: { readonly now: Date }): Tenant {
  const bank = aTenant("contoso-bank", {
    now,
    displayName: "Contoso Bank",
    domain: "contosobank.example",
    licences: ["AAD_PREMIUM_P2", "Microsoft_Entra_ID_Governance"],
  });
  bank
    .catalog("Payment Operations")
    .catalog("Finance Applications", { externallyVisible: true })
    .catalog("Treasury and Markets")
    .catalog("Procurement")
    .catalog("Human Resources");

  hire(bank, now);
  addDirectory(bank, now);
  addPayments(bank, now);
  addOrdinaryPackages(bank, now);
  addAuditors(bank, now);
  addLending(bank, now);
  addPrivileges(bank, now);
  addAuditStory(bank, now);
  addFaultyPolicies(bank, now);
  addApprovalPaths(bank);
  addWeakControls(bank, now);
  addOverrides(bank, now);
  addLooseEnds(bank, now);

  const tenant = bank.build();
  const reviewed = { ...tenant, accessReviews: reviewsOf(tenant, now) };
  return { ...reviewed, directoryAudits: auditLogOf(reviewed, now) };
}
