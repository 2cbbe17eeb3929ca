import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bothSidesDelegate } from "../../../rules/catalog/both-sides-delegate.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { allOf, aPack, groupNamed, packageNamed, packOf } from "../../builders/pack.ts";
import { delegate, eligibleMember, withRoles } from "../../builders/roles.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = (catalogs: Readonly<Record<string, string | null>> = { P: "C", Q: "D", R: "E" }) => {
  const tenant = withRoles(aTenant().users("ann", "bob").groups("G", "P members"));
  for (const [id, catalogId] of Object.entries(catalogs)) tenant.accessPackage(id, { catalogId });
  return tenant.grants("P", { group: "P members" });
};
const pq = aPack({ raise: [packageNamed("P")], approve: [packageNamed("Q")] });

describe("both-sides-delegate", () => {
  it("finds who administers the catalogs of both sides", () => {
    const tenant = delegate(delegate(bank(), "ann", "owner", "C"), "ann", "packageManager", "D");
    const run = runRule(bothSidesDelegate, delegate(tenant, "bob", "owner", "C"), [pq]);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "medium",
      arithmetic: "medium",
      exposure: "active",
      principal: { id: "ann" },
      conflict: "R1",
      message: 'ann is owner over packages for "to raise" and "to approve": conflict R1',
      evidence: ["entitlementRoleAssignments/1#/value/0", "entitlementRoleAssignments/1#/value/1"],
    });
  });

  it("finds who administers every catalog, and one that has both", () => {
    expect(accused(runRule(bothSidesDelegate, delegate(bank(), "ann", "owner", null), [pq]))).toEqual(["ann"]);
    const one = delegate(bank({ P: "C", Q: "C" }), "ann", "assignmentManager", "C");
    expect(accused(runRule(bothSidesDelegate, one, [pq]))).toEqual(["ann"]);
  });

  it("counts the packages that give a duty's group", () => {
    const byGroup = aPack({ raise: [groupNamed("P members")], approve: [packageNamed("Q")] });
    const tenant = delegate(delegate(bank(), "ann", "owner", "C"), "ann", "owner", "D");
    expect(accused(runRule(bothSidesDelegate, tenant, [byGroup]))).toEqual(["ann"]);
  });

  it("counts no package that leads past the group, or gives half of what it takes", () => {
    const tenant = delegate(delegate(bank(), "ann", "owner", "C"), "ann", "owner", "D").members("G", "P members");
    const toGroup = (membership: "direct" | "transitive") =>
      aPack({ raise: [groupNamed("G", membership)], approve: [packageNamed("Q")] });
    expect(accused(runRule(bothSidesDelegate, tenant, [toGroup("transitive")]))).toEqual(["ann"]);
    expect(accused(runRule(bothSidesDelegate, tenant, [toGroup("direct")]))).toEqual([]);
    const half = aPack({ raise: [allOf(packageNamed("P"), packageNamed("R"))], approve: [packageNamed("Q")] });
    expect(accused(runRule(bothSidesDelegate, tenant, [half]))).toEqual([]);
    expect(accused(runRule(bothSidesDelegate, delegate(tenant, "ann", "owner", "E"), [half]))).toEqual(["ann"]);
  });

  it.each([
    ["has one side", delegate(bank(), "ann", "owner", "C")],
    ["has two of one side", delegate(delegate(bank(), "ann", "owner", "C"), "ann", "packageManager", "C")],
    ["only reads the other", delegate(delegate(bank(), "ann", "owner", "C"), "ann", "reader", "D")],
  ])("is satisfied where the delegate %s", (_, tenant) => {
    expect(runRule(bothSidesDelegate, tenant, [pq]).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("is satisfied where a side has no package to administer", () => {
    const noPackage = aPack({ raise: [packageNamed("P")], approve: [groupNamed("G")] });
    const tenant = delegate(bank(), "ann", "owner", null);
    expect(runRule(bothSidesDelegate, tenant, [noPackage]).outcome.outcome).toBe("satisfied");
  });

  it("lets one person have as many duties as the conflict does", () => {
    const heldBy = { a: [packageNamed("P")], b: [packageNamed("Q")], c: [packageNamed("R")] };
    const two = packOf(heldBy, { id: "R1", duties: ["a", "b", "c"], atMost: 2 });
    const both = delegate(delegate(bank(), "ann", "owner", "C"), "ann", "owner", "D");
    expect(accused(runRule(bothSidesDelegate, both, [two]))).toEqual([]);
    expect(accused(runRule(bothSidesDelegate, delegate(both, "ann", "owner", "E"), [two]))).toEqual(["ann"]);
  });

  it("counts two duties of one side once, and leaves out conflicts of teams", () => {
    const heldBy = { a: [packageNamed("P")], b: [packageNamed("Q")], c: [packageNamed("R")] };
    const sides = [["a", "b"], ["c"]];
    const pack = packOf(heldBy, { id: "R1", duties: ["a", "b", "c"], sides });
    const oneSide = delegate(delegate(bank(), "ann", "owner", "C"), "ann", "owner", "D");
    expect(accused(runRule(bothSidesDelegate, oneSide, [pack]))).toEqual([]);
    const both = delegate(oneSide, "ann", "owner", "E");
    expect(accused(runRule(bothSidesDelegate, both, [pack]))).toEqual(["ann"]);
    const team = packOf(heldBy, { id: "R1", duties: ["a", "b", "c"], sides, people: 2 });
    expect(accused(runRule(bothSidesDelegate, both, [team]))).toEqual([]);
  });

  it("reports a declared conflict by itself, and with the pack's where that says the same", () => {
    const tenant = () => delegate(bank().declares("P", "Q").declares("Q", "R"), "ann", "owner", null);
    const alone = runRule(bothSidesDelegate, tenant());
    expect(alone.findings.map(({ conflict }) => conflict)).toEqual(["declared/P/Q", "declared/Q/R"]);
    const withPack = runRule(bothSidesDelegate, tenant(), [pq]);
    expect(withPack.findings).toMatchObject([
      { conflict: "R1", alsoDeclared: ["declared/P/Q"] },
      { conflict: "declared/Q/R", alsoDeclared: [] },
    ]);
  });

  it("keeps a declared conflict that is within one duty of the pack's", () => {
    const wide = aPack({ raise: [packageNamed("P"), packageNamed("Q")], approve: [packageNamed("R")] });
    const { findings } = runRule(bothSidesDelegate, delegate(bank().declares("P", "Q"), "ann", "owner", null), [wide]);
    expect(findings.map(({ conflict }) => conflict)).toEqual(["R1", "declared/P/Q"]);
  });

  it("is milder where a side is only to be activated, and on an independent function", () => {
    const tenant = delegate(delegate(bank(), "ann", "owner", "C"), "G", "owner", "D", { principalType: "group" });
    eligibleMember(tenant, "ann", "G");
    const [finding] = runRule(bothSidesDelegate, tenant, [pq]).findings;
    expect(finding).toMatchObject({
      exposure: "eligible",
      arithmetic: "low = medium -1 (the role is eligible, not active)",
      message: expect.stringContaining('ann may become owner through "G" over packages'),
    });
    const active = delegate(tenant, "ann", "packageManager", "D");
    expect(runRule(bothSidesDelegate, active, [pq]).findings[0]).toMatchObject({
      severity: "medium",
      exposure: "active",
    });
    const eligibleFirst = delegate(bank(), "G", "owner", "C", { principalType: "group" });
    eligibleMember(delegate(delegate(eligibleFirst, "ann", "owner", "C"), "ann", "owner", "D"), "ann", "G");
    expect(runRule(bothSidesDelegate, eligibleFirst, [pq]).findings[0]).toMatchObject({ exposure: "active" });
    const independent = { independent: ["ann@bank.example"] };
    expect(runRule(bothSidesDelegate, active, [pq], independent).findings[0]?.arithmetic).toBe(
      "low = medium -1 (the delegate belongs to an independent control function)",
    );
  });

  it("accuses exactly those who reach two of three duties", () => {
    const catalogs = fc.constantFrom("C", "D", "E");
    fc.assert(
      fc.property(fc.tuple(catalogs, catalogs, catalogs), fc.uniqueArray(catalogs), ([p, q, r], owned) => {
        const heldBy = { a: [packageNamed("P")], b: [packageNamed("Q")], c: [packageNamed("R")] };
        const pack = packOf(heldBy, { id: "R1", duties: ["a", "b", "c"] });
        const tenant = bank({ P: p, Q: q, R: r });
        for (const catalog of owned) delegate(tenant, "ann", "owner", catalog);
        const reached = [p, q, r].filter((catalog) => owned.includes(catalog)).length;
        expect(accused(runRule(bothSidesDelegate, tenant, [pack]))).toEqual(reached > 1 ? ["ann"] : []);
      }),
      { numRuns: 60 },
    );
  });

  it("is inconclusive where delegates were not read; what a part shows stands", () => {
    const tenant = () => delegate(bank(), "ann", "owner", null);
    const part = "entitlementRoleAssignments";
    expect(runRule(bothSidesDelegate, tenant().unread(part), [pq]).outcome.outcome).toBe("inconclusive");
    expect(accused(runRule(bothSidesDelegate, tenant().partial(part), [pq]))).toEqual(["ann"]);
    const clean = delegate(bank(), "ann", "owner", "C").partial(part);
    expect(runRule(bothSidesDelegate, clean, [pq]).outcome.outcome).toBe("inconclusive");
    const odd = delegate(bank(), "ann", "owner", "C", { appScopeId: null });
    expect(runRule(bothSidesDelegate, odd, [pq]).outcome.outcome).toBe("inconclusive");
  });
});
