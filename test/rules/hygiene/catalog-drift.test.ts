import { describe, expect, it } from "vitest";
import { catalogDrift } from "../../../rules/hygiene/catalog-drift.ts";
import { aCatalog } from "../../builders/catalog.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = (state: string | null = "published") =>
  aTenant()
    .users("ann", "ben")
    .group("G")
    .row("catalogs", aCatalog("C", { state, displayName: "Payments" }))
    .accessPackage("P", { catalogId: "C" })
    .grants("P", { group: "G" });

describe("catalog-drift", () => {
  it("finds a package that grants nothing", () => {
    const run = runRule(catalogDrift, bank().accessPackage("Q", { catalogId: "C" }));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 3, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "low",
      subject: { kind: "accessPackage", id: "Q" },
      message: 'Package "Q" grants nothing',
      evidence: ["accessPackages/1#/value/1"],
    });
  });

  it("finds a catalog that was withdrawn while people hold what is in it", () => {
    const run = runRule(catalogDrift, bank("Unpublished").assign("ann", "P").assign("ben", "P", { state: "new" }));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "low",
      subject: { kind: "catalog", id: "C", name: "Payments" },
      message: 'Catalog "Payments" is withdrawn, and 1 active assignments are to packages in it',
      evidence: ["assignments/1#/value/0", "catalogs/1#/value/0"],
    });
  });

  it.each([
    ["published", bank().assign("ann", "P")],
    ["withdrawn and nobody holds anything", bank("unpublished").assign("ann", "P", { state: "expired" })],
    ["in a state that nobody has heard of and nobody holds anything", bank("new")],
    [
      "withdrawn and another one is held",
      bank("unpublished").accessPackage("Q", { catalogId: "D" }).grants("Q", { group: "G" }).assign("ann", "Q"),
    ],
  ])("is satisfied where a catalog is %s", (_, tenant) => {
    expect(runRule(catalogDrift, tenant).outcome.outcome).toBe("satisfied");
  });

  it.each([
    ["in which state it is", bank(null).assign("ann", "P")],
    ["in words we know in which state it is", bank("new").assign("ann", "P")],
    ["whether anybody holds anything", bank("unpublished").assign("ann", "P", { state: "new" })],
    [
      "in which catalog what is held is",
      bank("unpublished").accessPackage("Q", { catalogId: null }).grants("Q", { group: "G" }).assign("ann", "Q"),
    ],
  ])("decides nothing where Graph does not say %s", (_, tenant) => {
    const { outcome } = runRule(catalogDrift, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toBe(
      'catalog "Payments": whether it is withdrawn, or anybody holds what is in it, is not told',
    );
  });

  it("accuses nobody where what packages grant was read in part; what a part of the rest shows stands", () => {
    const tenant = () => bank("unpublished").accessPackage("Q", { catalogId: "C" }).assign("ann", "P");
    expect(runRule(catalogDrift, tenant().partial("resourceRoleScopes")).outcome.outcome).toBe("inconclusive");
    for (const section of ["assignments", "catalogs"] as const) {
      expect(subjects(runRule(catalogDrift, tenant().partial(section)))).toEqual(["C", "Q"]);
      expect(runRule(catalogDrift, tenant().unread(section)).outcome.outcome).toBe("inconclusive");
    }
  });
});
