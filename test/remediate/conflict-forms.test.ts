import { describe, expect, it } from "vitest";
import { allOf, aPack, forEntity, groupNamed, packageNamed, packOf, roleOf } from "../builders/pack.ts";
import { aTenant } from "../builders/tenant.ts";
import { actionsOf, planned } from "./planned.ts";

const bank = () =>
  aTenant().users("ann", "bob", "cleo").groups("I", "A", "R", "X").accessPackages("PI", "PA", "PR").app("erp", "Pay");

const four = {
  raise: [groupNamed("I")],
  release: [groupNamed("R")],
  approve: [groupNamed("A")],
  check: [groupNamed("X")],
};
const duties = ["raise", "release", "approve", "check"];
const sides = [
  ["raise", "release"],
  ["approve", "check"],
];

describe("a plan for a conflict of two unions", () => {
  it("gives up all that is held of the side of the duty named, be it another duty of that side", () => {
    const tenant = bank().members("R", "ann", "bob").members("I", "bob").members("A", "ann", "bob");
    const done = planned(tenant, packOf(four, { id: "R1", duties, sides, revoke: "raise" }));
    expect(actionsOf(done)).toEqual(["removeGroupMember ann R", "removeGroupMember bob I", "removeGroupMember bob R"]);
    expect(done.plan.actions[0]).toMatchObject({
      dutyKept: "to approve",
      why: 'R1 names "to release" as the side to give up',
    });
    expect(done.plan.simulation.after.total).toBe(0);
  });

  it("gives up the side that costs less where none is named, and tells what the whole other side takes", () => {
    const tenant = bank().members("I", "ann").members("A", "ann").members("X", "ann");
    const done = planned(tenant, packOf(four, { id: "R1", duties, sides }));
    expect(actionsOf(done)).toEqual(["removeGroupMember ann I"]);
    expect(done.plan.actions[0]?.alternative).toBe('give up "to approve, to check" instead: 2 revocations, cost 2');
  });

  it("declares packages of different sides incompatible, none of one side", () => {
    const heldBy = { raise: [packageNamed("PI")], release: [packageNamed("PR")], approve: [packageNamed("PA")] };
    const pack = packOf(heldBy, {
      id: "R1",
      duties: ["raise", "release", "approve"],
      sides: [["raise", "release"], ["approve"]],
    });
    const edges = planned(bank(), pack).plan.declarations.map(({ from, to }) => `${from.id} ${to.id}`);
    expect(edges).toEqual(["PA PI", "PA PR", "PI PA", "PR PA"]);
  });
});

describe("a plan for what more than two points decide", () => {
  const heldBy = { raise: [packageNamed("PI")], approve: [packageNamed("PA")] };

  it.each([
    ["who a person is", aPack(heldBy, { when: { department: ["treasury"] } })],
    ["other people", aPack(heldBy, { people: 2 })],
    ["another point of the same way", aPack({ ...heldBy, raise: [allOf(packageNamed("PI"), groupNamed("I"))] })],
  ])("declares nothing where that is %s", (_, pack) => {
    expect(planned(bank(), pack).plan.declarations).toEqual([]);
  });

  it("leaves a team that is too small to people", () => {
    const team = aPack({ raise: [groupNamed("I")], approve: [groupNamed("A")] }, { people: 2 });
    const { plan } = planned(bank().members("I", "ann").members("A", "ann"), team);
    expect(plan.actions).toEqual([]);
    expect(plan.simulation.before.total).toBe(0);
  });
});

describe("a plan for a duty that takes several points", () => {
  const together = { raise: [allOf(groupNamed("I"), roleOf("erp", "Pay"))], approve: [groupNamed("A")] };

  it("takes one of them, and nothing from who holds one only", () => {
    const tenant = bank().members("I", "ann", "bob").appRole("erp", "Pay", "ann").members("A", "ann", "bob");
    const done = planned(tenant, aPack(together, { revoke: "raise" }));
    expect(done.plan.actions).toHaveLength(1);
    expect(done.plan.simulation).toMatchObject({ before: { total: 1 }, after: { total: 0 } });
  });

  it("takes the one that Graph can take", () => {
    const tenant = aTenant()
      .users("ann")
      .syncedGroup("I")
      .groups("A")
      .app("erp", "Pay")
      .members("I", "ann")
      .members("A", "ann")
      .appRole("erp", "Pay", "ann");
    const done = planned(tenant, aPack(together, { revoke: "raise" }));
    expect(actionsOf(done)).toEqual(["removeAppRoleAssignment ann erp/Pay"]);
    expect(done.plan.cannotFix).toEqual([]);
  });

  it("counts as a holder who holds all of them", () => {
    const tenant = bank().members("I", "ann", "bob", "cleo").appRole("erp", "Pay", "ann", "bob").members("A", "ann");
    const { plan } = planned(tenant, aPack(together, { revoke: "raise", minimumHolders: { raise: 2 } }));
    expect(plan.staffing).toEqual([{ pack: "pack", duty: "raise", minimum: 2, before: 2, after: 2 }]);
    expect(plan.cannotFix[0]?.reason).toContain("fewer than the 2 holders");
  });
});

describe("a plan for a critical duty", () => {
  const critical = (revoke: string | null) => aPack({ raise: [groupNamed("I")] }, { atMost: 0, revoke });
  const tenant = () => bank().members("I", "ann", "bob");

  it("revokes nobody's, and says who decides", () => {
    const { plan } = planned(tenant(), critical(null));
    expect(plan.actions).toEqual([]);
    expect(plan.cannotFix.map(({ principal }) => principal?.id)).toEqual(["ann", "bob"]);
    expect(plan.cannotFix[0]?.whoCan).toBe("the duty's owner, who confirms each holder");
  });

  it("revokes everyone's where the pack says so", () => {
    expect(planned(tenant(), critical("raise")).plan.actions).toHaveLength(2);
  });
});

describe("a plan for conflicts within legal entities", () => {
  const raise = [groupNamed("I"), forEntity("DE", groupNamed("R"))];
  const approve = [groupNamed("A"), forEntity("UK", groupNamed("X"))];
  const pay = (minimumHolders: Record<string, number>) =>
    aPack({ raise, approve }, { sameEntity: true, revoke: "raise", minimumHolders });

  it("ends by one cut what is held for all of them, and leaves what is held for another alone", () => {
    const tenant = bank().members("I", "ann").members("A", "ann").members("R", "bob").members("X", "bob");
    const done = planned(tenant, pay({}));
    expect(actionsOf(done)).toEqual(["removeGroupMember ann I"]);
    expect(done.plan.actions[0]?.ends).toHaveLength(2);
    expect(done.plan.simulation.after.total).toBe(0);
  });

  it("keeps the holders that each of them needs", () => {
    const tenant = bank().members("I", "ann", "cleo").members("R", "bob", "cleo").members("A", "ann");
    const staffing = planned(tenant, pay({ raise: 1 })).plan.staffing.map(({ duty, before, after }) => [
      duty,
      before,
      after,
    ]);
    expect(staffing).toEqual([
      ["raise@DE", 3, 2],
      ["raise@UK", 2, 1],
    ]);
    expect(planned(tenant, pay({ raise: 2 })).plan.cannotFix[0]?.reason).toContain(
      '"to raise (UK)" would be left with fewer than the 2 holders it needs',
    );
  });
});
