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
    expect(plan.staffing).toEqual([{ duty: "raise", minimum: 2, before: 3, after: 2 }]);
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
    expect(plan.staffing).toEqual([{ duty: "approve", minimum: 2, before: 2, after: 2 }]);
  });

  it("tells how many are left of what is lost besides", () => {
    const tenant = bank().grants("PI", { group: "I" }, { group: "A" }).members("I", "ann").members("A", "ann", "bob");
    const { plan } = planned(
      tenant.assign("ann", "PI"),
      aPack(groups, { revoke: "raise", minimumHolders: { approve: 1 } }),
    );
    expect(plan.actions).toHaveLength(1);
    expect(plan.staffing).toEqual([{ duty: "approve", minimum: 1, before: 2, after: 1 }]);
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
    expect(plan.staffing).toEqual([{ duty: "both", minimum: 1, before: 1, after: 1 }]);
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
    expect(plan.staffing).toEqual([{ duty: "raise", minimum: 1, before: 2, after: 1 }]);
  });
});
