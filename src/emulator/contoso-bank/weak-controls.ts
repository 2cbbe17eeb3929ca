import { daysBefore } from "../builder/dated.ts";
import type { TenantBuilder } from "../tenant-builder.ts";
import { keysOf, peopleOf } from "./people.ts";

/** Reviews left out, extensions of the old kind, and ways around the packages, apart from the story of the payments. */
export function addWeakControls(bank: TenantBuilder, now: Date): void {
  addCoverPolicy(bank);
  addOldExtension(bank, now);
  addWaysAround(bank);
}

/** A sensitive package's second policy, for cover, that asks for no review. */
function addCoverPolicy(bank: TenantBuilder): void {
  bank.policy("Holiday cover - not reviewed", {
    accessPackage: "Purchase Order - Approver",
    expiration: { type: "afterDuration", duration: "P30D", endDateTime: null },
  });
}

/** One extension that calls with a bearer token, and whose last calls failed but for one. */
function addOldExtension(bank: TenantBuilder, now: Date): void {
  const extension = "Badge office";
  const [late = "", later = "", fine = ""] = keysOf(peopleOf("Human Resources", 10, 13));
  bank.customExtension(extension, { catalog: "Human Resources", about: "request", bearerToken: true });
  for (const [nth, key] of [late, later, fine].entries()) {
    const at = daysBefore(now, 9 - nth);
    const status = key === fine ? "callbackReceived" : "calloutFailed";
    bank.request(key, "Recruiting", {
      state: "denied",
      status: "Denied",
      created: at,
      completed: at,
      called: { extension, status },
    });
  }
}

/** A package that makes owners, an owner of a governed group, a maintainer who assigns approvals, and an application that reads. */
function addWaysAround(bank: TenantBuilder): void {
  const [maintainer = ""] = keysOf(peopleOf("Procurement", 2, 3));
  const [desk = ""] = keysOf(peopleOf("Treasury", 5, 6));
  bank
    .group("Close Workspace", { microsoft365: true })
    .accessPackage("Close Workspace - Owner", {
      catalog: "Finance Applications",
      grants: [{ group: "Close Workspace", as: "Owner" }],
    })
    .policy("Close team", {
      accessPackage: "Close Workspace - Owner",
      expiration: { type: "afterDuration", duration: "P30D", endDateTime: null },
    })
    .privilegedGroup(desk, "APP-Collateral", { as: "owner" })
    .governanceRole(maintainer, "AccessPackage assignment manager", "Procurement")
    .appRole("app-audit-workbench", "Microsoft Graph", "AuditLog.Read.All");
}
