import { daysBefore } from "../builder/dated.ts";
import type { TenantBuilder } from "../tenant-builder.ts";
import type { User } from "../tenant/directory.ts";
import type { AccessPackage } from "../tenant/governance.ts";
import type { TenantIndex } from "../tenant/tenant-index.ts";
import { type AuditEvent, byUser, packageTarget } from "./audit-event.ts";
import { peopleOf } from "./people.ts";
import { governed, singleUser } from "./policies.ts";

const catalog = "Lending";
const [writer, approver, archive] = ["Mortgage Offer - Writer", "Mortgage Offer - Approver", "Mortgage Archive"];
const [both, left] = ["Odile Marchand", "Rasmus Holt"];

/** Days before now when the two sides of a mortgage offer were declared incompatible, both ways. */
const declared = 16;

/**
 * A small department where separation went wrong: its one officer got the second side of an offer after the two were
 * declared, nobody else has either, and a colleague kept an archive that was taken away. And in payments, a package for
 * emergencies that gives both sides at once, which nobody holds.
 */
export function addLending(bank: TenantBuilder, now: Date): void {
  const owner = singleUser(bank.id("user", peopleOf("Risk")[0]?.key ?? ""));
  const policy = { ...governed(owner, now) };
  bank
    .user(both, { department: catalog, jobTitle: "Lending Officer", employeeId: "98001" })
    .user(left, { department: catalog, jobTitle: "Lending Assistant", employeeId: "98002" })
    .catalog(catalog)
    .group("APP-Mortgage-Writers")
    .group("APP-Mortgage-Approvers")
    .group("APP-Mortgage-Archive", { members: [left] })
    .accessPackage(writer, { catalog, grants: [{ group: "APP-Mortgage-Writers" }] })
    .accessPackage(approver, { catalog, grants: [{ group: "APP-Mortgage-Approvers" }] })
    .accessPackage(archive, { catalog, grants: [{ group: "APP-Mortgage-Archive" }] })
    .accessPackage("Vendor Payment - Emergency", {
      catalog: "Payment Operations",
      grants: [
        { app: "app-finance-erp", role: "Payment.Create" },
        { app: "app-finance-erp", role: "Payment.Approve" },
      ],
    });
  for (const accessPackage of [writer, approver, archive, "Vendor Payment - Emergency"])
    bank.policy("Staff - reviewed quarterly", { accessPackage, ...policy });
  bank
    .incompatible(writer, approver)
    .incompatible(approver, writer)
    .assign(both, writer, { from: daysBefore(now, 60), until: daysBefore(now, -90) })
    .assign(both, approver, { from: daysBefore(now, 5), until: daysBefore(now, -90), request: "adminAdd" })
    .assign(left, archive, { state: "expired", from: daysBefore(now, 100), until: daysBefore(now, 12) });
}

/** How the log tells of the two declarations. */
export function lendingEvents(administrator: User, { tenant }: TenantIndex, now: Date): readonly AuditEvent[] {
  const named = (name: string): readonly AccessPackage[] =>
    tenant.accessPackages.filter(({ displayName }) => displayName === name);
  const pairs = named(writer).flatMap((one) => named(approver).map((other) => [one, other] as const));
  return pairs
    .flatMap(([one, other]) => [[one, other] as const, [other, one] as const])
    .map(([from, to]) => ({
      category: "EntitlementManagement",
      loggedByService: "Entitlement Management",
      activity: "Create incompatible access package",
      operationType: "Add",
      at: daysBefore(now, declared),
      by: byUser(administrator),
      targets: [packageTarget(from), packageTarget(to)],
    }));
}
