import { describe, expect, it } from "vitest";
import { unapprovedDirectAssignment } from "../../../rules/audit/unapproved-direct-assignment.ts";
import { request } from "../../builders/audit.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const approval = (isApprovalRequiredForAdd: boolean | null) => ({
  requestApprovalSettings: {
    isApprovalRequiredForAdd,
    isApprovalRequiredForUpdate: null,
    isRequestorJustificationRequired: null,
    stages: null,
  },
});
const asking = approval(true);

const bank = () => aTenant().accessPackage("P").policy("staff", "P", asking);

function assigned(more: Parameters<typeof request>[4] = {}, tenant = bank()) {
  request(tenant, "r", "ann", "P", { requestType: "adminAdd", ...more });
  return tenant;
}

describe("unapproved-direct-assignment", () => {
  it("finds a direct assignment to a package of which every policy asks for approval", () => {
    const run = runRule(unapprovedDirectAssignment, assigned({}, bank().policy("partners", "P", asking)));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "high",
      exposure: "active",
      principal: { id: "ann", type: "user", displayName: "ann", userPrincipalName: "ann@bank.example", enabled: null },
      subject: { kind: "accessPackage", id: "P", name: "P" },
      message:
        'An administrator assigned "P" to ann on 2026-11-10T08:00:00Z, and nobody approved it: "staff" and "partners" would have asked for approval',
      evidence: ["assignmentRequests/1#/value/0", "policies/1#/value/0", "policies/1#/value/1"],
    });
  });

  it.each([
    ["a policy that asks for no approval", bank().policy("free", "P", approval(false))],
    ["an automatic policy", bank().policy("auto", "P", { ...asking, isAutomatic: true })],
  ])("is satisfied by a package with %s", (_, tenant) => {
    const { outcome } = runRule(unapprovedDirectAssignment, assigned({}, tenant));
    expect(outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it.each([
    "userAdd",
    "USERADD",
    "onBehalfAdd",
    "systemAdd",
    "adminRemove",
    "adminUpdate",
    "userExtend",
    "approverRemove",
  ])("leaves a request by %s alone", (requestType) => {
    const { outcome } = runRule(unapprovedDirectAssignment, assigned({ requestType }));
    expect(outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it.each(["submitted", "pendingApproval", "PendingApproval", "denied", "canceled", "deliveryFailed"])(
    "leaves a request that is %s alone",
    (state) => {
      const { outcome } = runRule(unapprovedDirectAssignment, assigned({ state }));
      expect(outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
    },
  );

  it.each([
    ["delivered", "active"],
    ["PartiallyDelivered", "active"],
    ["delivering", "pending"],
    ["Scheduled", "scheduled"],
  ])("shows a request that is %s as %s", (state, exposure) => {
    expect(runRule(unapprovedDirectAssignment, assigned({ state })).findings[0]?.exposure).toBe(exposure);
  });

  it.each([
    ["whose policy does not say", assigned({}, aTenant().policy("staff", "P", approval(null)))],
    ["whose policy has no settings", assigned({}, aTenant().policy("staff", "P"))],
    ["of which one policy does not say", assigned({}, bank().policy("odd", "P", approval(null)))],
    ["without a policy", assigned({}, aTenant().policy("staff", "Q", asking))],
    ["of an unknown type", assigned({ requestType: "godAdd" })],
    ["of no type", assigned({ requestType: null })],
    ["in an unknown state", assigned({ state: "unknownFutureValue" })],
    ["in no state", assigned({ state: null })],
    ["for no package", assigned({ accessPackageId: null })],
    [
      "for no package, where a policy has none either",
      assigned({ accessPackageId: null }, bank().policy("lost", "", { ...asking, accessPackageId: null })),
    ],
  ])("does not decide a request %s", (_, tenant) => {
    const { outcome } = runRule(unapprovedDirectAssignment, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toMatch(
      /whether "(P|the package of request r)" could be had without approval, by request r/u,
    );
  });

  it("heeds a policy of which it is not told whose package it is of, unless that asks as well", () => {
    const lost = (isAsking: boolean | null) =>
      bank().policy("lost", "", { ...approval(isAsking), accessPackageId: null });
    const outcomes = [true, false, null].map((isAsking) => {
      const { outcome } = runRule(unapprovedDirectAssignment, assigned({}, lost(isAsking)));
      return outcome.outcome;
    });
    expect(outcomes).toEqual(["violated", "inconclusive", "inconclusive"]);
  });

  it("names the request where it names no package", () => {
    const { outcome } = runRule(unapprovedDirectAssignment, assigned({ accessPackageId: null }));
    expect(outcome.reason).toContain('whether "the package of request r" could be had');
  });

  it.each([
    [{ requestorObjectId: null }, { id: "subject-ann", type: "external" }],
    [
      { requestorObjectId: null, requestorSubjectId: null },
      { id: "r", type: "external" },
    ],
    [{ requestorType: "ServicePrincipal" }, { id: "ann", type: "servicePrincipal" }],
    [{ requestorType: null }, { id: "ann", type: "user" }],
    [{ requestorName: null }, { displayName: "ann@bank.example" }],
    [{ requestorName: null, requestorPrincipalName: null }, { displayName: "somebody the request does not name" }],
  ])("names who was assigned: %j is %j", (more, principal) => {
    expect(runRule(unapprovedDirectAssignment, assigned(more)).findings[0]?.principal).toMatchObject(principal);
  });

  it("tells a package without a name, and a day that is not told", () => {
    const run = runRule(unapprovedDirectAssignment, assigned({ accessPackageName: null, createdDateTime: null }));
    expect(run.findings[0]?.message).toContain('assigned "P" to ann on a day that is not told');
  });

  it("concludes from the absence of policies, and not from that of requests", () => {
    expect(runRule(unapprovedDirectAssignment, assigned().unread("policies")).outcome.outcome).toBe("inconclusive");
    expect(runRule(unapprovedDirectAssignment, assigned().partial("policies")).outcome).toMatchObject({
      outcome: "inconclusive",
      violations: 0,
    });
    expect(runRule(unapprovedDirectAssignment, assigned().unread("assignmentRequests")).outcome.outcome).toBe(
      "inconclusive",
    );
    expect(accused(runRule(unapprovedDirectAssignment, assigned().partial("assignmentRequests")))).toEqual(["ann"]);
  });

  it("is satisfied by an empty tenant", () => {
    expect(runRule(unapprovedDirectAssignment, aTenant()).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });
});
