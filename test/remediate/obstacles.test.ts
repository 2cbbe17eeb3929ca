import { describe, expect, it } from "vitest";
import { aPack } from "../builders/pack.ts";
import { actionsOf, bank, groups, packages, pay, planned } from "./planned.ts";

describe("what cannot be revoked through Graph", () => {
  const stuckOn = (tenant: ReturnType<typeof bank>, pack = pay) => {
    const { plan } = planned(tenant, pack);
    expect(plan.actions).toEqual([]);
    expect(plan.cannotFix).toHaveLength(1);
    expect(plan.simulation.after).toEqual(plan.simulation.before);
    return plan.cannotFix[0];
  };

  it("is a membership that a rule decides: its owner can change the rule", () => {
    const tenant = bank().dynamicGroup("dyn", 'user.department -eq "AP"').members("I", "dyn").owner("dyn", "cleo");
    const stuck = stuckOn(tenant.members("dyn", "ann").members("A", "ann"));
    expect(stuck?.reason).toBe('"dyn" is a dynamic group: its rule (user.department -eq "AP") decides who is in it');
    expect(stuck?.whoCan).toBe("the group's owners: cleo");
  });

  it("is a membership synchronised from on-premises", () => {
    const stuck = stuckOn(bank().syncedGroup("ad").members("I", "ad").members("ad", "ann").members("A", "ann"));
    expect(stuck?.whoCan).toContain("Active Directory");
  });

  it("is a nested group that its members need for something else", () => {
    const stuck = stuckOn(
      bank().members("I", "in I").members("other", "in I").members("in I", "ann").members("A", "ann"),
    );
    expect(stuck?.reason).toBe('"in I" is nested, and those in it need it for other, too');
  });

  it("has owners to turn to only where those were read", () => {
    const tenant = bank().members("I", "in I").members("other", "in I").members("in I", "ann").members("A", "ann");
    expect(stuckOn(tenant.notAsked("groupOwners", "in I"))?.whoCan).toBe("the group's owners, who were not read");
  });

  it("is an assignment by an automatic policy, which would assign again", () => {
    const tenant = bank().policy("auto", "PI", { isAutomatic: true });
    const stuck = stuckOn(
      tenant.assign("ann", "PI", { policyId: "auto", policyName: "auto" }).assign("ann", "PA"),
      packages,
    );
    expect(stuck?.reason).toContain("would be assigned again");
  });

  it("may be more than is known: what groups that were not read give is said to go, too", () => {
    const tenant = () => bank().members("I", "ann").members("A", "ann");
    const collateralOf = (one: ReturnType<typeof bank>) => planned(one, pay).plan.actions[0]?.collateral;
    expect(collateralOf(tenant())).toEqual([]);
    expect(collateralOf(tenant().notAsked("groupMembers", "other"))?.map(({ name }) => name)).toEqual([
      "what groups that were not read may give",
    ]);
  });

  it("does not hinder the rest of the plan", () => {
    const tenant = bank()
      .dynamicGroup("dyn", "true")
      .members("I", "dyn", "bob")
      .members("dyn", "ann")
      .members("A", "ann", "bob");
    const done = planned(tenant, pay);
    expect(actionsOf(done)).toEqual(["removeGroupMember bob I"]);
    expect(done.plan.cannotFix.map(({ principal }) => principal?.id)).toEqual(["ann"]);
    expect(done.plan.simulation.after).toEqual({ total: 1, byConflict: { R1: 1 } });
  });

  it("is avoided by giving up the other side, where the conflict names none", () => {
    const tenant = bank().dynamicGroup("dyn", "true").members("I", "dyn").members("dyn", "ann").members("A", "ann");
    const done = planned(tenant, aPack(groups));
    expect(actionsOf(done)).toEqual(["removeGroupMember ann A"]);
    expect(done.plan.actions[0]?.alternative).toContain('"to raise" could not be given up through Graph');
  });
});
