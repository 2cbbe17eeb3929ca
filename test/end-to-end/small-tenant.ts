import { type SectionCoverage, type SectionName, sectionNames } from "../../src/domain/sections.ts";
import type { DirectoryAudit } from "../../src/emulator/tenant/directory-audit.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { openSnapshot } from "../../src/snapshot/reader.ts";
import { now } from "./scan-emulated.ts";
import { reviewsOf } from "./small-reviews.ts";

/** Small, and yet with something in every section, and of several pages: 130 people hold one package; groups three deep, in a circle. */
export function smallTenant({ audits = 120 } = {}): Tenant {
  const wide = Array.from({ length: 25 }, (_, index) => `role ${index}`);
  const tenant = aTenant("small", { now })
    .app("erp", { roles: ["pay", "approve"], owners: ["person 1"] })
    .user("gone", { deleted: now })
    .group("closed", { microsoft365: true, deleted: now })
    .directoryRole("person 1", "Groups Administrator")
    .directoryRole("person 2", "Groups Administrator", { held: "eligible" })
    .privilegedGroup("person 3", "outer", { held: "eligible" })
    .privilegedGroup("person 4", "outer", { held: "activated" })
    .app("wide", { roles: wide })
    .catalog("payments")
    .customExtension("ticket", { catalog: "payments", about: "request", waitsForCallback: true });
  const people = Array.from({ length: 130 }, (_, index) => `person ${index}`);
  for (const person of people) tenant.user(person, person === "person 1" ? {} : { manager: "person 1" });
  tenant
    .group("all", { members: people, owners: ["person 1"] })
    .group("outer", { members: ["all", "mid", "person 2"] });
  tenant
    .group("mid", { members: ["deep"] })
    .group("deep", { members: ["person 3", "mid"] })
    .group("idle");
  for (const name of ["pay", "approve", "rest"]) {
    tenant
      .accessPackage(name, { catalog: "payments", grants: [{ group: "outer" }] })
      .policy("policy", { accessPackage: name, stages: [{ stage: "assignmentRequestGranted", extension: "ticket" }] });
  }
  for (const [name, roles] of [
    ["half", wide.slice(0, 13)],
    ["other half", wide.slice(13)],
  ] as const)
    tenant.accessPackage(name, { catalog: "payments", grants: roles.map((role) => ({ app: "wide", role })) });
  tenant
    .connectedOrganization("partner", { internalSponsors: ["person 1", "all"], externalSponsors: ["person 2"] })
    .governanceRole("person 3", "Catalog owner", "payments")
    .governanceRole("all", "Catalog creator", null);
  for (const person of people) tenant.assign(person, "pay");
  for (const person of people.slice(0, 20))
    tenant.assign(person, "approve", { state: "partiallyDelivered" }).appRole(person, "erp", "pay");
  const built = tenant
    .incompatible("pay", "approve")
    .incompatible("approve", "pay")
    .incompatibleGroup("rest", "all")
    .build();
  return { ...built, accessReviews: reviewsOf(built, 2, 101), directoryAudits: someAudits(audits) };
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
export type Rows = Readonly<Record<SectionName, SectionRows>>;

type SectionRows = Pick<SectionCoverage, "status" | "reason" | "expected"> & {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
};

export async function rowsIn(path: string): Promise<Rows> {
  const snapshot = await openSnapshot(path);
  const sections = sectionNames.map((section) => {
    const {
      status,
      expected,
      reason = "",
    }: SectionCoverage = snapshot.coverage.find((one) => one.section === section)!;
    const rows: SectionRows["rows"] = [...snapshot.rows(section)].map((row) => ({ ...row, evidence: "" }));
    return [section, { status, expected, reason, rows }] as const;
  });
  snapshot.close();
  return Object.fromEntries(sections) as Record<SectionName, SectionRows>;
}
