import { type SectionCoverage, type SectionName, sectionNames } from "../../src/domain/sections.ts";
import { aTenant } from "../../src/emulator/tenant-builder.ts";
import type { Tenant } from "../../src/emulator/tenant.ts";
import { openSnapshot } from "../../src/snapshot/reader.ts";
import { now } from "./scan-emulated.ts";

/** Small, and yet of several pages: 130 people hold one package. */
export function smallTenant(): Tenant {
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
  return tenant.incompatible("pay", "approve").incompatible("approve", "pay").incompatibleGroup("rest", "all").build();
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
