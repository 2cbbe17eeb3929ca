import { describe, expect, it } from "vitest";
import { aPack, groupNamed, packageNamed, packOf } from "../builders/pack.ts";
import { aTenant } from "../builders/tenant.ts";
import { planned } from "./planned.ts";

const bank = () =>
  aTenant()
    .users("ann", "bob", "cleo")
    .groups("I", "A", "in I", "other")
    .accessPackages("PI", "PA")
    .app("erp", "I", "A");

const groups = { raise: [groupNamed("I")], approve: [groupNamed("A")] };

describe("staffing", () => {
  it("is kept: nobody is taken from a duty that has no more holders than it needs", () => {
    const tenant = bank().members("I", "ann", "bob", "cleo").members("A", "ann", "bob");
    const { plan } = planned(tenant, aPack(groups, { revoke: "raise", minimumHolders: { raise: 2 } }));
    expect(plan.actions).toHaveLength(1);
    expect(plan.cannotFix).toHaveLength(1);
    expect(plan.cannotFix[0]?.reason).toBe('"to raise" would be left with fewer than the 2 holders it needs');
    expect(plan.staffing).toEqual([{ pack: "pack", duty: "raise", minimum: 2, before: 3, after: 2 }]);
  });

  it("is not asked of a duty to which nothing is bound", () => {
    const three = { ...groups, release: [] };
    const { plan } = planned(
      bank().members("I", "ann").members("A", "ann"),
      aPack(three, { minimumHolders: { release: 2 } }),
    );
    expect(plan.staffing).toEqual([]);
    expect(plan.actions).toHaveLength(1);
  });

  it("is kept by giving up the other side, where the pack names none to give up", () => {
    const free = (minimumHolders: Record<string, number>) => aPack(groups, { minimumHolders });
    const tenant = () => bank().members("I", "ann").members("A", "ann", "bob");
    const { plan } = planned(tenant(), free({ raise: 1 }));
    expect(plan.actions).toMatchObject([{ accessPoint: { id: "A" }, dutyDropped: "to approve", dutyKept: "to raise" }]);
    expect(plan.actions[0]?.why).toBe(
      'R1 names no side; giving up "to approve" leaves every duty with the holders it needs',
    );
    expect(plan.cannotFix).toEqual([]);
    expect(plan.simulation.after.total).toBe(0);
    expect(plan.staffing).toEqual([{ pack: "pack", duty: "raise", minimum: 1, before: 1, after: 1 }]);
    const neither = planned(tenant(), free({ raise: 1, approve: 2 })).plan;
    expect(neither.actions).toEqual([]);
    expect(neither.cannotFix[0]?.reason).toBe(
      '"to raise" would be left with fewer than the 1 holders it needs; "to approve" would be left with fewer than the 2 holders it needs',
    );
  });

  it("says what is in the way of the other side, where that cannot be given up through Graph", () => {
    const dynamic = aTenant()
      .users("ann")
      .group("I")
      .group("A", { groupTypes: ["DynamicMembership"] });
    const tenant = dynamic.members("I", "ann").members("A", "ann");
    const { plan } = planned(tenant, aPack(groups, { minimumHolders: { raise: 1 } }));
    expect(plan.actions).toEqual([]);
    expect(plan.cannotFix[0]?.reason).toMatch(/^"to raise" would be left with fewer.*; .*(?:rule|dynamic)/u);
  });

  it("counts people, not accounts", () => {
    const tenant = () =>
      aTenant()
        .user("ann", { employeeId: "E1" })
        .user("adm-ann", { employeeId: "E1" })
        .users("bob")
        .groups("I", "A")
        .members("I", "ann", "adm-ann", "bob")
        .members("A", "bob");
    const { plan } = planned(tenant(), aPack(groups, { revoke: "raise", minimumHolders: { raise: 2 } }));
    expect(plan.staffing).toEqual([{ pack: "pack", duty: "raise", minimum: 2, before: 2, after: 2 }]);
    expect(plan.cannotFix[0]?.reason).toContain("fewer than the 2 holders");
    const one = planned(tenant().members("A", "ann"), aPack(groups, { revoke: "raise", minimumHolders: { raise: 1 } }));
    expect(one.plan.staffing).toEqual([{ pack: "pack", duty: "raise", minimum: 1, before: 2, after: 1 }]);
  });

  it("keeps duties apart that two packs call the same", () => {
    const first = aPack(groups, { revoke: "approve", minimumHolders: { raise: 1 } });
    const second = aPack(
      { raise: [packageNamed("PI")], approve: [packageNamed("PA")] },
      { id: "R2", revoke: "raise", minimumHolders: { raise: 2 } },
    );
    const tenant = bank().members("I", "ann").assign("ann", "PI").assign("bob", "PI").assign("ann", "PA");
    const { plan } = planned(tenant, first, { ...second, name: "two" });
    expect(plan.actions).toEqual([]);
    expect(plan.staffing).toEqual([
      { pack: "pack", duty: "raise", minimum: 1, before: 1, after: 1 },
      { pack: "two", duty: "raise", minimum: 2, before: 2, after: 2 },
    ]);
  });

  it("is kept where a revocation takes the other side, too", () => {
    const toxic = { raise: [groupNamed("I")], approve: [groupNamed("A")] };
    const tenant = bank().grants("PI", { group: "I" }, { group: "A" }).members("I", "ann").members("A", "ann", "bob");
    const { plan } = planned(
      tenant.assign("ann", "PI"),
      aPack(toxic, { revoke: "raise", minimumHolders: { approve: 2 } }),
    );
    expect(plan.actions).toEqual([]);
    expect(plan.cannotFix[0]?.reason).toBe('"to approve" would be left with fewer than the 2 holders it needs');
    expect(plan.staffing).toEqual([{ pack: "pack", duty: "approve", minimum: 2, before: 2, after: 2 }]);
  });

  it("tells how many are left of what is lost besides", () => {
    const tenant = bank().grants("PI", { group: "I" }, { group: "A" }).members("I", "ann").members("A", "ann", "bob");
    const { plan } = planned(
      tenant.assign("ann", "PI"),
      aPack(groups, { revoke: "raise", minimumHolders: { approve: 1 } }),
    );
    expect(plan.actions).toHaveLength(1);
    expect(plan.staffing).toEqual([{ pack: "pack", duty: "approve", minimum: 1, before: 2, after: 1 }]);
  });

  it("counts together what one person loses by several revocations", () => {
    const heldBy = {
      a: [packageNamed("PI")],
      c: [packageNamed("PA")],
      x: [groupNamed("other")],
      both: [groupNamed("I"), groupNamed("A")],
      nobody: [groupNamed("in I")],
    };
    const pack = packOf(
      heldBy,
      { id: "R1", duties: ["a", "x"], revoke: "a" },
      { id: "R2", duties: ["c", "x"], revoke: "c" },
      { id: "R3", duties: ["both", "nobody"], minimumHolders: { both: 1 } },
    );
    const tenant = bank().grants("PI", { group: "I" }).grants("PA", { group: "A" }).members("other", "ann");
    tenant.members("I", "ann").members("A", "ann").assign("ann", "PI").assign("ann", "PA");
    const { plan } = planned(tenant, pack);
    expect(plan.actions.map(({ accessPoint }) => accessPoint.id)).toEqual(["PI"]);
    expect(plan.cannotFix.map(({ conflict }) => conflict)).toEqual(["R2"]);
    expect(plan.staffing).toEqual([{ pack: "pack", duty: "both", minimum: 1, before: 1, after: 1 }]);
  });

  it("counts who leaves a duty once, however many conflicts they leave it for", () => {
    const heldBy = { ...groups, release: [packageNamed("PA")] };
    const pack = packOf(
      heldBy,
      { id: "R1", duties: ["raise", "approve"], revoke: "raise", minimumHolders: { raise: 1 } },
      { id: "R2", duties: ["raise", "release"], revoke: "raise" },
    );
    const { plan } = planned(bank().members("I", "ann", "bob").members("A", "ann").assign("ann", "PA"), pack);
    expect(plan.actions.map(({ ends }) => ends.length)).toEqual([2]);
    expect(plan.staffing).toEqual([{ pack: "pack", duty: "raise", minimum: 1, before: 2, after: 1 }]);
  });
});
