import type { TenantBuilder } from "../tenant-builder.ts";
import { peopleOf } from "./people.ts";
import { governed, singleUser, tighter } from "./policies.ts";

/** Two packages that give both sides of a payment on purpose, which nobody holds: one tighter than its parts, one no tighter. */
export function addOverrides(bank: TenantBuilder, now: Date): void {
  const [owner, deputy] = peopleOf("Risk", 0, 2).map(({ key }) => singleUser(bank.id("user", key)));
  if (owner === undefined || deputy === undefined) throw new RangeError("the risk department is too small");
  const both = {
    catalog: "Payment Operations",
    grants: [
      { app: "app-finance-erp", role: "Payment.Create" },
      { app: "app-finance-erp", role: "Payment.Approve" },
    ],
  };
  bank
    .accessPackage("Vendor Payment - Incident", both)
    .policy("Incident managers", { accessPackage: "Vendor Payment - Incident", ...tighter(owner, deputy, now) })
    .accessPackage("Vendor Payment - Holiday Cover", both)
    .policy("Cover for holidays", { accessPackage: "Vendor Payment - Holiday Cover", ...governed(owner, now) });
}
