import { describe, expect, it } from "vitest";
import { unusedResource } from "../../../rules/hygiene/unused-resource.ts";
import { aCatalog, aResource } from "../../builders/catalog.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const old = { createdDateTime: "2026-01-01T00:00:00Z" };
const bank = () =>
  aTenant()
    .row("catalogs", aCatalog("C", { displayName: "Payments" }))
    .groups("used", "idle")
    .accessPackage("P", { catalogId: "C" })
    .grants("P", { group: "used" })
    .row("catalogResources", aResource("C", "AadGroup", "used", old));
const idle = (more: Parameters<typeof aResource>[3] = {}) =>
  bank().row("catalogResources", aResource("C", "AadGroup", "idle", { ...old, ...more }));

const rootScope = {
  id: "s",
  displayName: "Root",
  originId: "https://bank/sites/x",
  originSystem: null,
  isRootScope: true,
};

describe("unused-resource", () => {
  it("finds a resource that no package of its catalog grants", () => {
    const run = runRule(unusedResource, idle());
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "low",
      subject: { kind: "catalogResource", id: "C/resource idle", name: "idle" },
      message: '"idle" in catalog "Payments" has been there since 2026-01-01, and no package of that catalog grants it',
      evidence: ["catalogResources/1#/value/1"],
    });
  });

  it("finds one that only a package of another catalog grants", () => {
    const tenant = idle().accessPackage("Q", { catalogId: "D" }).grants("Q", { group: "idle" });
    expect(subjects(runRule(unusedResource, tenant))).toEqual(["C/resource idle"]);
  });

  it("knows a site by its scopes", () => {
    const tenant = bank()
      .row("catalogResources", aResource("C", "SharePointOnline", "x", { ...old, scopes: [rootScope] }))
      .grants("P", { site: "https://bank/sites/x", role: "Members" });
    expect(runRule(unusedResource, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 2 });
  });

  it("does not decide of a site that a package of some catalog grants by one of its names", () => {
    const tenant = bank()
      .row("catalogResources", aResource("C", "SharePointOnline", "x", { ...old, scopes: [rootScope] }))
      .accessPackage("Q", { catalogId: null })
      .grants("Q", { site: "https://bank/sites/x", role: "Members" });
    expect(runRule(unusedResource, tenant).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it("gives a new resource time", () => {
    expect(runRule(unusedResource, idle({ createdDateTime: "2026-10-24T09:00:00Z" })).outcome.outcome).toBe(
      "satisfied",
    );
    expect(runRule(unusedResource, idle({ createdDateTime: "2026-11-01T00:00:00Z" })).outcome.outcome).toBe(
      "satisfied",
    );
    const run = runRule(unusedResource, idle({ createdDateTime: "2026-11-01T00:00:00Z" }), [], { grace: "P7D" });
    expect(subjects(run)).toEqual(["C/resource idle"]);
  });

  it.each([
    ["since when it is there", idle({ createdDateTime: null })],
    ["what it is", idle({ originId: null })],
    ["of which kind it is", idle({ originSystem: null })],
    ["in words we know of which kind it is", idle({ originSystem: "new" })],
    ["in which catalog a package is", idle().accessPackage("Q", { catalogId: null }).grants("Q", { group: "idle" })],
  ])("decides nothing where Graph does not say %s", (_, tenant) => {
    const { outcome } = runRule(unusedResource, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 2, violations: 0 });
    expect(outcome.reason).toMatch(
      /^"idle" in catalog "Payments": whether a package of the catalog grants it, or since when/u,
    );
  });

  it("is satisfied by what is used, whatever else is not told", () => {
    const tenant = bank().row("catalogResources", aResource("C", "new", "used", { id: "again", scopes: null }));
    expect(runRule(unusedResource, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 2 });
  });

  it("accuses nobody where packages or what they grant were read in part", () => {
    for (const section of ["accessPackages", "resourceRoleScopes"] as const) {
      expect(runRule(unusedResource, idle().partial(section)).outcome.outcome).toBe("inconclusive");
      expect(runRule(unusedResource, idle().unread(section)).outcome.outcome).toBe("inconclusive");
    }
    expect(subjects(runRule(unusedResource, idle().partial("catalogResources")))).toEqual(["C/resource idle"]);
    expect(runRule(unusedResource, idle().unread("catalogResources")).outcome.outcome).toBe("inconclusive");
  });
});
