import { describe, expect, it } from "vitest";
import { carriedOut } from "../builders/carried-out.ts";
import { aPack, groupNamed, packageNamed, packOf, roleOf } from "../builders/pack.ts";
import { actionsOf, bank, groups, packages, pay, planned } from "./planned.ts";

describe("what is revoked", () => {
  it("gives an assignment back until the same end", () => {
    const ending = { expiration: { type: "afterDateTime", duration: null, endDateTime: "2027-01-31T00:00:00Z" } };
    const tenant = bank()
      .policy("pol", "PI")
      .assign("ann", "PI", { policyId: "pol", ...ending })
      .assign("ann", "PA");
    const { plan } = planned(tenant, packages);
    expect(plan.actions[0]?.rollback.request?.body).toEqual({
      requestType: "adminAdd",
      assignment: { targetId: "ann", assignmentPolicyId: "pol", accessPackageId: "PI" },
      schedule: { expiration: { type: "afterDateTime", endDateTime: "2027-01-31T00:00:00.000Z" } },
    });
  });

  it("is the side the conflict names, by every path", () => {
    const both = { raise: [groupNamed("I"), packageNamed("PI"), roleOf("erp", "I")], approve: [groupNamed("A")] };
    const tenant = bank().members("A", "ann").members("I", "ann", "in I").members("in I", "ann");
    const done = planned(tenant.assign("ann", "PI").appRole("erp", "I", "ann"), aPack(both, { revoke: "raise" }));

    expect(actionsOf(done)).toEqual([
      "removeAssignment ann PI",
      "removeAppRoleAssignment ann erp/I",
      "removeGroupMember ann I",
      "removeGroupMember ann in I",
    ]);
    expect(done.plan.simulation.after.total).toBe(0);
    expect(done.plan.cannotFix).toEqual([]);
  });

  it("is the cheaper side where the conflict names none, and the runner-up is told", () => {
    const tenant = bank().members("A", "ann").members("I", "ann", "in I").members("in I", "ann");
    const { plan } = planned(tenant, aPack(groups));
    expect(plan.actions.map(({ accessPoint }) => accessPoint.id)).toEqual(["A"]);
    expect(plan.actions[0]).toMatchObject({
      dutyDropped: "to approve",
      dutyKept: "to raise",
      alternative: 'give up "to raise" instead: 2 revocations, cost 2',
    });
  });

  it("is asked of Graph in the calls it documents, with the way back", () => {
    const tenant = bank()
      .members("A", "ann")
      .members("I", "ann")
      .assign("bob", "PI", { policyId: "pol" })
      .assign("bob", "PA");
    const role = aPack({ raise: [roleOf("erp", "I")], approve: [roleOf("erp", "A")] }, { id: "R3", revoke: "raise" });
    tenant.appRole("erp", "I", "cleo").appRole("erp", "A", "cleo");
    const packs = [
      pay,
      { ...packages, name: "two", conflicts: packages.conflicts.map((one) => ({ ...one, id: "R2" })) },
    ];
    const { plan } = planned(tenant, ...packs, { ...role, name: "three" });
    const base = "https://graph.microsoft.com/v1.0";
    const requests = `${base}/identityGovernance/entitlementManagement/assignmentRequests`;

    expect(plan.actions.map(({ request }) => request)).toEqual([
      { method: "POST", url: requests, body: { requestType: "adminRemove", assignment: { id: "bob-PI" } } },
      { method: "DELETE", url: `${base}/groups/I/members/ann/$ref`, body: null },
      { method: "DELETE", url: `${base}/servicePrincipals/erp/appRoleAssignedTo/cleo-erp-I`, body: null },
    ]);
    expect(plan.actions.map(({ rollback }) => rollback.request)).toEqual([
      {
        method: "POST",
        url: requests,
        body: {
          requestType: "adminAdd",
          assignment: { targetId: "bob", assignmentPolicyId: "pol", accessPackageId: "PI" },
        },
      },
      { method: "POST", url: `${base}/groups/I/members/$ref`, body: { "@odata.id": `${base}/directoryObjects/ann` } },
      {
        method: "POST",
        url: `${base}/servicePrincipals/erp/appRoleAssignedTo`,
        body: { principalId: "cleo", resourceId: "erp", appRoleId: "I" },
      },
    ]);
  });

  it("is the assignment where the membership comes from one, and all of those where several grant it", () => {
    const tenant = bank()
      .grants("PI", { group: "I" })
      .grants("PA", { group: "I" })
      .members("I", "ann")
      .members("A", "ann");
    const done = planned(tenant.assign("ann", "PI").assign("ann", "PA"), pay);
    expect(actionsOf(done)).toEqual(["removeAssignment ann PA", "removeAssignment ann PI"]);
    expect(done.plan.simulation.after.total).toBe(0);
  });

  it("goes with the last assignment that grants it only", () => {
    const tenant = bank().accessPackage("PX").grants("PI", { group: "other" }).grants("PX", { group: "other" });
    const still = planned(
      tenant.members("other", "ann").assign("ann", "PI").assign("ann", "PA").assign("ann", "PX"),
      packages,
    );
    const after = carriedOut(still.snapshot, still.plan.actions);
    expect([...after.rows("groupMembers")]).toHaveLength(1);
    expect([...after.rows("assignments")].map(({ accessPackageId }) => accessPackageId)).toEqual(["PA", "PX"]);
  });

  it("ends several findings at once where one revocation does", () => {
    const heldBy = { ...groups, release: [packageNamed("PA")] };
    const two = packOf(
      heldBy,
      { id: "R1", duties: ["raise", "approve"], revoke: "raise" },
      { id: "R2", duties: ["raise", "release"], revoke: "raise" },
    );
    const { plan } = planned(bank().members("I", "ann").members("A", "ann").assign("ann", "PA"), two);
    expect(plan.actions).toHaveLength(1);
    expect(plan.actions[0]?.ends).toHaveLength(2);
    expect(plan.objective).toMatchObject({ violations: 2, actions: 1, optimal: true });
  });

  it("names everything else that goes with it", () => {
    const tenant = bank().group("above").members("above", "I").members("I", "ann").members("A", "ann");
    tenant.appRole("erp", "A", "I").grants("PI", { group: "other" }, { app: "erp", role: "A" });
    const byGroup = planned(tenant, pay);
    expect(byGroup.plan.actions[0]?.collateral.map(({ id }) => id)).toEqual(["erp/A"]);
    expect(byGroup.plan.objective.cost).toBe(2);

    const byPackage = planned(tenant.assign("bob", "PI").assign("bob", "PA"), packages);
    expect(byPackage.plan.actions[0]?.collateral.map(({ id }) => id)).toEqual(["other", "erp/A"]);
  });

  it("names what goes with a group that a package grants", () => {
    const tenant = bank().group("above").members("above", "other").appRole("erp", "A", "other");
    const { plan } = planned(tenant.grants("PI", { group: "other" }).assign("bob", "PI").assign("bob", "PA"), packages);
    expect(plan.actions[0]?.collateral.map(({ id }) => id)).toEqual(["other", "above", "erp/A"]);
  });

  it("waits, of one person, for the assignments to end before memberships are cut", () => {
    const both = { raise: [groupNamed("I"), packageNamed("PI")], approve: [groupNamed("A")] };
    const tenant = bank().members("I", "ann", "bob").members("A", "ann", "bob").assign("ann", "PI");
    const { plan } = planned(tenant, aPack(both, { revoke: "raise" }));
    expect(plan.actions.map(({ id, wave, dependsOn }) => [id, wave, dependsOn])).toEqual([
      ["A001", 1, []],
      ["A002", 2, ["A001"]],
      ["A003", 2, []],
    ]);
    expect(plan.simulation.perWave).toEqual([
      { wave: 1, violations: 2 },
      { wave: 2, violations: 0 },
    ]);
  });

  it("is nothing where nothing is violated", () => {
    const { plan } = planned(bank().members("I", "ann"), pay);
    expect(plan).toMatchObject({ actions: [], cannotFix: [], objective: { violations: 0, cost: 0 } });
  });
});

describe("a plan", () => {
  it("is bound to snapshot and rules, and lasts a week", () => {
    const { plan, judgement } = planned(bank().members("I", "ann").members("A", "ann"), pay);
    expect(plan.snapshotDigest).toBe(judgement.assessment.run.snapshotDigest);
    expect(plan.rulesDigest).toBe(judgement.assessment.run.rulesDigest);
    expect(Date.parse(plan.expiresAt) - Date.parse(plan.createdAt)).toBe(7 * 86_400_000);
  });

  it("leaves alone who was not accused, and what could not be judged", () => {
    const tenant = bank().members("I", "ann").members("A", "ann").unread("groupMembers");
    expect(planned(tenant, pay).plan).toMatchObject({ actions: [], cannotFix: [], objective: { violations: 0 } });
  });
});
