import { describe, expect, it } from "vitest";
import { aPack, groupNamed, packageNamed } from "../builders/pack.ts";
import { aTenant } from "../builders/tenant.ts";
import { actionsOf, planned } from "./planned.ts";

const bank = () => aTenant().users("ann", "bob").groups("I", "A").accessPackages("PI").directoryRoles("admin");
const pay = aPack({ raise: [groupNamed("I")], approve: [groupNamed("A")] }, { revoke: "raise" });

describe("a plan for those who may activate", () => {
  it("takes away the right to join a group, beside the membership, and gives it back as it was", () => {
    const until = "2026-12-24T00:00:00.000Z";
    const tenant = bank().members("I", "ann").eligible("I", "ann", { endDateTime: until }).members("A", "ann");
    const done = planned(tenant, pay);
    expect(actionsOf(done)).toEqual(["removeGroupEligibility ann I", "removeGroupMember ann I"]);
    expect(done.plan.simulation.after.total).toBe(0);
    expect(done.plan.actions[0]).toMatchObject({
      request: {
        method: "POST",
        url: "https://graph.microsoft.com/v1.0/identityGovernance/privilegedAccess/group/eligibilityScheduleRequests",
        body: { accessId: "member", principalId: "ann", groupId: "I", action: "adminRemove" },
      },
      rollback: {
        request: { body: { action: "adminAssign", scheduleInfo: { expiration: { endDateTime: until } } } },
      },
    });
  });

  it("ends what a package lets them activate with the assignment", () => {
    const tenant = bank().grants("PI", { group: "I", as: "EligibleMember" }).assign("ann", "PI");
    const done = planned(tenant.eligible("I", "ann").members("A", "ann"), pay);
    expect(actionsOf(done)).toEqual(["removeAssignment ann PI"]);
    expect(done.plan.simulation).toMatchObject({ before: { total: 1 }, after: { total: 0 } });
  });

  it("leaves directory roles to those who may, unless a package grants them", () => {
    const roles = aPack(
      { raise: [{ directoryRole: { id: "admin" } }], approve: [groupNamed("A")] },
      { revoke: "raise" },
    );
    const tenant = () => bank().members("A", "ann").mayActivate("admin", "ann").directoryRole("admin", "ann");
    const { plan } = planned(tenant(), roles);
    expect(plan.actions).toEqual([]);
    expect(plan.cannotFix).toMatchObject([{ whoCan: "a Privileged Role Administrator" }]);

    const granted = planned(
      tenant().grants("PI", { directoryRole: "admin", as: "Eligible" }).assign("ann", "PI"),
      roles,
    );
    expect(actionsOf(granted)).toEqual(["removeAssignment ann PI"]);
    expect(granted.plan.simulation.after.total).toBe(0);
  });

  it("touches nothing that is only asked for or ahead", () => {
    const done = planned(
      bank().members("A", "ann").eligible("I", "ann", { startDateTime: "2026-12-01T00:00:00Z" }),
      pay,
    );
    expect([done.plan.actions, done.plan.cannotFix, done.plan.simulation.before.total]).toEqual([[], [], 0]);
  });

  it("leaves what is only ahead where the membership is taken away", () => {
    const tenant = bank().members("I", "ann").members("A", "ann");
    const done = planned(tenant.eligible("I", "ann", { startDateTime: "2026-12-01T00:00:00Z" }), pay);
    expect(actionsOf(done)).toEqual(["removeGroupMember ann I"]);
    expect(done.plan.simulation.after.total).toBe(0);
  });

  it("counts nobody as staff who has only asked for a duty besides what is taken away", () => {
    const staffed = aPack(
      { raise: [groupNamed("I"), packageNamed("PI")], approve: [groupNamed("A")] },
      { revoke: "raise", minimumHolders: { raise: 1 } },
    );
    const { plan } = planned(bank().members("I", "ann").members("A", "ann").requests("ann", "PI"), staffed);
    expect([plan.actions, plan.cannotFix.length]).toEqual([[], 1]);
  });

  it("counts nobody as staff who only may activate", () => {
    const staffed = aPack(
      { raise: [groupNamed("I")], approve: [groupNamed("A")] },
      { revoke: "raise", minimumHolders: { raise: 1 } },
    );
    const done = planned(bank().members("I", "ann").members("A", "ann").eligible("I", "bob"), staffed);
    expect(done.plan.cannotFix).toHaveLength(1);
    expect(done.plan.staffing).toEqual([{ pack: "pack", duty: "raise", minimum: 1, before: 1, after: 1 }]);
  });
});
