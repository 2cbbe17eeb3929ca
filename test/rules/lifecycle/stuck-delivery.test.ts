import { describe, expect, it } from "vitest";
import { stuckDelivery } from "../../../rules/lifecycle/stuck-delivery.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () => aTenant().users("ann", "ben").accessPackages("P", "Q");
const old = "2026-11-01T00:00:00Z";
const recent = "2026-11-20T00:00:00Z";
const failed = { state: "deliveryFailed", createdDateTime: old, completedDateTime: old };
const removal = { requestType: "adminRemove", state: "delivering", createdDateTime: old };

describe("stuck-delivery", () => {
  it.each(["delivering", "PartiallyDelivered"])("finds an assignment that has been %s for too long", (state) => {
    const tenant = bank().assign("ann", "P", { state, startDateTime: old }).assign("ben", "P");
    const run = runRule(stuckDelivery, tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "medium",
      principal: null,
      subject: { kind: "assignment", id: "ann-P", name: "ann: P" },
      message: `The assignment of "P" to ann has been ${state} since 2026-11-01`,
      evidence: ["assignments/1#/value/0"],
    });
  });

  it("finds a request that failed and was not made again", () => {
    const run = runRule(stuckDelivery, bank().requests("ann", "P", failed));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      subject: { kind: "assignmentRequest", id: "ann-P-request", name: "ann: P" },
      message: 'The request (userAdd) for "P" by or for ann has been deliveryFailed since 2026-11-01',
      evidence: ["assignmentRequests/1#/value/0"],
    });
  });

  it.each(["delivering", "partiallyDelivered", "DeliveryFailed"])("finds a removal that is %s", (state) => {
    const tenant = bank()
      .assign("ann", "P")
      .requests("ann", "P", { ...removal, state });
    expect(subjects(runRule(stuckDelivery, tenant))).toEqual(["ann-P-request"]);
  });

  it("counts from the latest of start and requests", () => {
    const tenant = (createdDateTime: string) =>
      bank()
        .assign("ann", "P", { state: "delivering", startDateTime: old })
        .requests("ann", "P", { state: "delivering", assignmentId: "ann-P", createdDateTime });
    expect(runRule(stuckDelivery, tenant(recent)).outcome).toMatchObject({ outcome: "satisfied", examined: 2 });
    const run = runRule(stuckDelivery, tenant("2026-11-10T00:00:00Z"));
    expect(run.findings[0]?.message).toContain("since 2026-11-10");
    expect(run.findings[0]?.evidence).toEqual(["assignmentRequests/1#/value/0", "assignments/1#/value/0"]);
    const unbegun = bank().assign("ann", "P", { state: "delivering", startDateTime: null });
    const told = unbegun.requests("ann", "P", { state: "delivering", assignmentId: "ann-P", createdDateTime: old });
    expect(subjects(runRule(stuckDelivery, told))).toEqual(["ann-P"]);
  });

  it("counts a request from when it was completed", () => {
    const late = { ...failed, completedDateTime: recent };
    expect(runRule(stuckDelivery, bank().requests("ann", "P", late)).outcome.outcome).toBe("satisfied");
    const open = { ...failed, createdDateTime: recent, completedDateTime: null };
    expect(runRule(stuckDelivery, bank().requests("ann", "P", open)).outcome.outcome).toBe("satisfied");
  });

  it.each([
    [
      "are settled",
      bank()
        .assign("ann", "P")
        .assign("ben", "P", { state: "Expired" })
        .assign("ann", "Q", { state: "deliveryFailed" }),
    ],
    ["have just begun", bank().assign("ann", "P", { state: "delivering", startDateTime: recent })],
    ["begin later", bank().assign("ann", "P", { state: "delivering", startDateTime: "2027-01-01T00:00:00Z" })],
    ["wait for approval, however long", bank().requests("ann", "P", { createdDateTime: old })],
    [
      "are told by their assignment",
      bank().requests("ann", "P", { state: "partiallyDelivered", createdDateTime: old }),
    ],
    ["are extensions under way", bank().requests("ann", "P", { ...removal, requestType: "userExtend" })],
    [
      "were made again",
      bank()
        .requests("ann", "P", failed)
        .requests("ann", "P", { id: "again", createdDateTime: "2026-11-02T00:00:00Z" }),
    ],
    ["are removals that have just begun", bank().requests("ann", "P", { ...removal, createdDateTime: recent })],
  ])("is satisfied by those that %s", (_, tenant) => {
    expect(runRule(stuckDelivery, tenant).outcome.outcome).toBe("satisfied");
  });

  it("is not put at ease by what was asked before, by others or for another package", () => {
    const tenant = bank()
      .requests("ann", "P", failed)
      .requests("ann", "P", { id: "before", createdDateTime: "2026-10-01T00:00:00Z" })
      .requests("ben", "P", { createdDateTime: recent })
      .requests("ann", "Q", { createdDateTime: recent });
    expect(subjects(runRule(stuckDelivery, tenant))).toEqual(["ann-P-request"]);
  });

  it("knows a request by its assignment where it names nobody", () => {
    const nobody = { requestorObjectId: null, assignmentId: "a" };
    const again = { ...nobody, id: "again", createdDateTime: recent };
    expect(
      runRule(
        stuckDelivery,
        bank()
          .requests("ann", "P", { ...failed, ...nobody })
          .requests("ann", "P", again),
      ).outcome.outcome,
    ).toBe("satisfied");
    const alone = { requestorObjectId: null, assignmentId: null, requestorName: null, accessPackageName: null };
    const run = runRule(
      stuckDelivery,
      bank()
        .requests("ann", "P", { ...failed, ...alone })
        .requests("ben", "P", { ...failed, ...alone }),
    );
    expect(subjects(run)).toEqual(["ann-P-request", "ben-P-request"]);
    expect(run.findings[0]?.message).toContain('for "" by or for somebody');
    expect(run.findings[0]?.subject?.name).toBe("somebody: ");
  });

  it("takes requests that name no requestor or no package for one only where they are about one assignment", () => {
    for (const unnamed of [{ requestorObjectId: null }, { accessPackageId: null }]) {
      const first = { ...failed, ...unnamed, assignmentId: "a" };
      const other = { ...unnamed, id: "other", assignmentId: "b", createdDateTime: recent };
      const tenant = bank().requests("ann", "P", first).requests("ann", "P", other);
      expect(subjects(runRule(stuckDelivery, tenant))).toEqual(["ann-P-request"]);
    }
  });

  it("leaves alone what is exactly as old as may be", () => {
    const weekAgo = "2026-11-16T09:00:00Z";
    const assigned = bank().assign("ann", "P", { state: "delivering", startDateTime: weekAgo });
    const asked = { ...failed, createdDateTime: weekAgo, completedDateTime: weekAgo };
    expect(runRule(stuckDelivery, assigned.requests("ben", "P", asked)).outcome.outcome).toBe("satisfied");
  });

  it("widens with `maxAge`", () => {
    const tenant = bank().assign("ann", "P", { state: "delivering", startDateTime: old });
    expect(runRule(stuckDelivery, tenant, [], { maxAge: "P30D" }).outcome.outcome).toBe("satisfied");
  });

  it.each([
    [
      "a state that nobody has heard of",
      bank().assign("ann", "P", { state: "new" }),
      'the assignment of "P" to ann is new, and what that means',
    ],
    ["no start", bank().assign("ann", "P", { state: "delivering", startDateTime: null }), "since when is not told"],
    [
      "a start that cannot be read",
      bank().assign("ann", "P", { state: "delivering", startDateTime: "soon" }),
      "since when",
    ],
    [
      "a request of a new state",
      bank().requests("ann", "P", { ...failed, state: "new" }),
      "is new, and what that means",
    ],
    [
      "a request without a state",
      bank().requests("ann", "P", { ...failed, state: null }),
      "is null, and what that means",
    ],
    [
      "a request of a new kind under way",
      bank().requests("ann", "P", { ...removal, requestType: "new" }),
      "what that means",
    ],
    [
      "a request of no kind under way",
      bank().requests("ann", "P", { ...removal, requestType: null }),
      "of a kind that was not told",
    ],
    [
      "a failed request that ended at a time that cannot be read",
      bank().requests("ann", "P", { ...failed, completedDateTime: "soon" }),
      'the request (userAdd) for "P" by or for ann is deliveryFailed, and since when',
    ],
    ["a failed request without dates", bank().requests("ann", "P", { ...failed, createdDateTime: null }), "since when"],
    [
      "another request without a date",
      bank().requests("ann", "P", failed).requests("ann", "P", { id: "again", createdDateTime: null }),
      "whether it was made again",
    ],
  ])("does not decide %s", (_, tenant, why) => {
    const { outcome } = runRule(stuckDelivery, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain(why);
  });

  it("finds a failed request of whatever kind", () => {
    expect(subjects(runRule(stuckDelivery, bank().requests("ann", "P", { ...failed, requestType: null })))).toEqual([
      "ann-P-request",
    ]);
  });

  it("accuses nobody where requests were read in part; what a part of the assignments shows stands", () => {
    const tenant = () => bank().assign("ann", "P", { state: "delivering", startDateTime: old });
    expect(
      runRule(stuckDelivery, tenant().requests("ann", "P", failed).partial("assignmentRequests")).outcome.outcome,
    ).toBe("inconclusive");
    expect(runRule(stuckDelivery, tenant().unread("assignmentRequests")).outcome.outcome).toBe("inconclusive");
    expect(runRule(stuckDelivery, tenant().unread("assignments")).outcome.outcome).toBe("inconclusive");
    expect(subjects(runRule(stuckDelivery, tenant().partial("assignments")))).toEqual(["ann-P"]);
  });
});
