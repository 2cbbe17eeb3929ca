import { describe, expect, it } from "vitest";
import { selfAssignment } from "../../../rules/audit/self-assignment.ts";
import {
  auditedTenant,
  byApplication,
  logged,
  month,
  onPackage,
  onRequest,
  onUser,
  request,
} from "../../builders/audit.ts";
import { accused, runRule, subjects } from "../../builders/judging.ts";

const at = "2026-11-10T08:00:00Z";
const assigns = "Administrator directly assigns user to access package";

const bank = () => auditedTenant().users("ann", "bob").accessPackages("P", "Q");

function assigned(by: string, to: readonly string[], more = {}, tenant = bank()) {
  logged(tenant, at, assigns, by, { on: [onPackage("P"), ...to.map(onUser)], ...more });
  return tenant;
}

describe("self-assignment", () => {
  it("finds an administrator who assigned a package to themselves", () => {
    const run = runRule(selfAssignment, assigned("ann", ["ann"]));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "critical",
      principal: { id: "ann", type: "user" },
      subject: { kind: "accessPackage", id: "P" },
      message: 'ann assigned "P" to themselves on 2026-11-10T08:00:00Z',
      evidence: ["auditEvents/1#/value/0"],
    });
  });

  it("finds one who assigned it to their second account", () => {
    const tenant = bank().user("adm", { employeeId: "E1" }).user("eve", { employeeId: "e1" });
    const run = runRule(selfAssignment, assigned("adm", ["eve"], {}, tenant));
    expect(accused(run)).toEqual(["eve"]);
    expect(run.findings[0]?.message).toContain('adm assigned "P" to eve, an account of the same person, on 2026');
  });

  it("believes the tenant's own request over the event", () => {
    const tenant = bank();
    request(tenant, "r", "bob", "P", { requestType: "adminAdd" });
    const run = runRule(selfAssignment, assigned("ann", ["ann"], { on: [onRequest("r"), onUser("ann")] }, tenant));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("is satisfied by administrators who assign to others, by applications, and by a log without assignments", () => {
    expect(runRule(selfAssignment, assigned("ann", ["bob"])).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 1,
    });
    const own = assigned("", ["ann"], byApplication("robot", "ann"));
    expect(runRule(selfAssignment, own).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    const other = bank();
    logged(other, at, "User requests access package assignment", "ann", { on: [onPackage("P"), onUser("ann")] });
    expect(runRule(selfAssignment, other).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it("keeps two packages apart, and names the event where it names no package", () => {
    const tenant = assigned("ann", ["ann"]);
    logged(tenant, "2026-11-11T08:00:00Z", assigns, "ann", { on: [onPackage("Q"), onUser("ann")] });
    logged(tenant, "2026-11-12T08:00:00Z", assigns, "ann", { on: [onUser("ann")], id: "nameless" });
    const run = runRule(selfAssignment, tenant);
    expect(subjects(run)).toEqual(["P", "Q", "nameless"]);
    const nameless = run.findings.find(({ subject }) => subject?.id === "nameless");
    expect(nameless?.subject).toMatchObject({ kind: "auditEvent", name: assigns });
    expect(nameless?.message).toContain("ann assigned a package to themselves");
  });

  it.each([
    ["to whom", assigned("ann", [])],
    ["to which of two", assigned("ann", ["ann", "bob"])],
    ["by whom", assigned("", ["ann"], { actorId: null })],
    ["by whom of no kind", assigned("", ["ann"], { actorId: null, actorKind: "unknown" })],
  ])("does not decide where the log does not say %s", (_, tenant) => {
    const { outcome } = runRule(selfAssignment, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toContain("who assigned a package to whom on 2026-11-10T08:00:00Z cannot be told");
  });

  it.each([
    ["an empty log", bank().audited({ asked: month, seen: null }), "proves nothing"],
    ["a log not read", assigned("ann", ["ann"]).unread("auditEvents"), "auditEvents"],
    ["half a log", assigned("ann", ["bob"]).partial("auditEvents"), "auditEvents was not read to the end"],
    ["users not read", assigned("ann", ["bob"]).unread("users"), "users"],
  ])("is inconclusive for %s", (_, tenant, reason) => {
    const { outcome } = runRule(selfAssignment, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain(reason);
  });

  it("stands by what half a log shows", () => {
    expect(accused(runRule(selfAssignment, assigned("ann", ["ann"]).partial("auditEvents")))).toEqual(["ann"]);
  });
});
