import { daysBefore } from "../builder/dated.ts";
import type { TenantBuilder } from "../tenant-builder.ts";
import { keysOf, peopleOf } from "./people.ts";
import { forPartners, singleUser } from "./policies.ts";

const firm = "Northwind Assurance";
const accessPackage = "External Audit - Read Only";
const auditors = ["Alba Ferrer", "Bjorn Aasen", "Celine Roy", "Dmitri Orlov", "Eva Lang", "Faisal Karim", "Gwen Price"];

/** The external audit firm: guests for ninety days each, and one who has not accepted the invitation yet. */
export function addAuditors(bank: TenantBuilder, now: Date): void {
  for (const name of auditors) {
    const [given = "", surname = ""] = name.toLowerCase().split(" ");
    bank.user(name, {
      userPrincipalName: `${given}.${surname}_northwind-assurance.example#EXT#@contosobank.onmicrosoft.com`,
      mail: `${given}.${surname}@northwind-assurance.example`,
      guest: true,
      created: daysBefore(now, 70),
      connectedOrganization: firm,
    });
  }

  const controlOwner = singleUser(bank.id("user", peopleOf("Internal Audit")[0]?.key ?? ""));
  bank
    .connectedOrganization(firm, {
      internalSponsors: keysOf(peopleOf("Internal Audit", 0, 2)),
      externalSponsors: auditors.slice(0, 1),
    })
    .group("APP-ExternalAudit")
    .accessPackage(accessPackage, {
      catalog: "Finance Applications",
      grants: [{ group: "APP-ExternalAudit" }, { app: "app-audit-workbench", role: "Evidence.Read" }],
    })
    .policy("Partners - connected organizations", { accessPackage, ...forPartners(controlOwner) });

  const expiration = { type: "afterDuration", duration: "P90D", endDateTime: null } as const;
  for (const [nth, name] of auditors.entries()) {
    bank.assign(name, accessPackage, { from: daysBefore(now, 10 + nth * 8), expiration, request: "userAdd" });
  }
  const pending = {
    displayName: "Hugo Marsh",
    email: "hugo.marsh@northwind-assurance.example",
    connectedOrganization: firm,
  };
  bank.assign(pending, accessPackage, {
    state: "delivering",
    from: daysBefore(now, 1),
    expiration,
    request: "userAdd",
  });
}
