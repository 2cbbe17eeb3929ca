import { sectionNames } from "../../src/domain/sections.ts";
import type { DirectoryAudit } from "../../src/emulator/tenant/directory-audit.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { openSnapshot } from "../../src/snapshot/reader.ts";
import { now } from "./scan-emulated.ts";

/** Small, and yet of several pages: 130 people hold one package. */
export function smallTenant({ audits = 120 } = {}): Tenant {
  const tenant = aTenant("small", { now })
    .app("erp", { roles: ["pay", "approve"] })
    .catalog("payments");
  const people = Array.from({ length: 130 }, (_, index) => `person ${index}`);
  for (const person of people) tenant.user(person);
  tenant.group("all", { members: people, owners: ["person 1"] }).group("outer", { members: ["all", "person 2"] });
  for (const name of ["pay", "approve", "rest"]) {
    tenant
      .accessPackage(name, { catalog: "payments", grants: [{ group: "outer" }] })
      .policy("policy", { accessPackage: name });
  }
  for (const person of people) tenant.assign(person, "pay");
  for (const person of people.slice(0, 20))
    tenant.assign(person, "approve", { state: "partiallyDelivered" }).appRole(person, "erp", "pay");
  tenant.incompatible("pay", "approve").incompatible("approve", "pay").incompatibleGroup("rest", "all");
  return { ...tenant.build(), directoryAudits: someAudits(audits) };
}

/** Events of the last thirty days, newest first: fifty all over it, the others in its last days. */
export function someAudits(count: number): readonly DirectoryAudit[] {
  return Array.from({ length: count }, (_, index) => {
    const age = index < count - 50 ? index * 60_000 : (index - count + 51) * 14 * 3_600_000;
    return {
      id: `Directory_${index}`,
      category: index % 2 === 0 ? "GroupManagement" : "EntitlementManagement",
      correlationId: `correlation ${index}`,
      result: "success",
      resultReason: "",
      activityDisplayName: "Add member to group",
      activityDateTime: new Date(now.getTime() - 60_000 - age).toISOString(),
      loggedByService: "Core Directory",
      operationType: "Assign",
      initiatedBy: { user: null, app: null },
      targetResources: [],
      additionalDetails: [],
    } as const;
  }).sort((a, b) => (a.activityDateTime > b.activityDateTime ? -1 : 1));
}

/** What a snapshot holds, section by section, wherever it was read. */
export type Rows = Readonly<Record<string, { readonly status: string; readonly rows: readonly unknown[] }>>;

export async function rowsIn(path: string): Promise<Rows> {
  const snapshot = await openSnapshot(path);
  const sections = sectionNames.map((section) => {
    const status = snapshot.coverage.find((one) => one.section === section)!.status;
    return [section, { status, rows: [...snapshot.rows(section)].map((row) => ({ ...row, evidence: "" })) }] as const;
  });
  snapshot.close();
  return Object.fromEntries(sections);
}
