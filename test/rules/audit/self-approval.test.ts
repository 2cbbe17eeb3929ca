import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { selfApproval } from "../../../rules/audit/self-approval.ts";
import { auditedTenant, byApplication, logged, month, onPackage, onRequest, request } from "../../builders/audit.ts";
import { accused, runRule, subjects } from "../../builders/judging.ts";

const approves = "Approve access package assignment request";
const at = "2026-11-10T09:00:00Z";

const bank = () =>
  auditedTenant()
    .users("ann", "bob")
    .user("adm", { employeeId: "E1" })
    .user("eve", { employeeId: "E1" })
    .accessPackage("P");

function approved(by: string, requestor: string, more = {}, ofRequest = {}, tenant = bank()) {
  request(tenant, "r", requestor, "P", ofRequest);
  logged(tenant, at, approves, by, { on: [onRequest("r")], ...more });
  return tenant;
}

describe("self-approval", () => {
  it("finds a request approved by a second account of who made it", () => {
    const run = runRule(selfApproval, approved("adm", "eve"));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "critical",
      principal: { id: "eve" },
      subject: { kind: "assignmentRequest", id: "r", name: "P" },
      message: 'adm approved the request of eve for "P" on 2026-11-10T09:00:00Z: both are accounts of one person',
      evidence: ["auditEvents/1#/value/0"],
    });
  });

  it("finds the same account, and who gains by a request another made", () => {
    expect(runRule(selfApproval, approved("ann", "ann")).findings[0]?.message).toContain("both are the same account");
    const tenant = bank().assign("bob", "P", { id: "a" });
    const gains = approved("bob", "ann", {}, { requestType: "onBehalfAdd", assignmentId: "a" }, tenant);
    expect(accused(runRule(selfApproval, gains))).toEqual(["bob"]);
  });

  it("knows who asked by the request's first event", () => {
    const tenant = bank();
    logged(tenant, "2026-11-10T08:00:00Z", "User requests access package assignment", "ann", {
      on: [onRequest("x"), onPackage("P")],
    });
    logged(tenant, at, "Approval stage completed for access package assignment request", "ann", {
      on: [onRequest("x")],
    });
    const run = runRule(selfApproval, tenant);
    expect(accused(run)).toEqual(["ann"]);
    expect(run.findings[0]?.message).toContain("the request of ann for a package");
    expect(run.findings[0]?.subject).toEqual({ kind: "assignmentRequest", id: "x", name: "x" });
  });

  it("is satisfied by approvals of others, and of applications", () => {
    expect(runRule(selfApproval, approved("bob", "ann")).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    const robot = approved("", "ann", byApplication("robot", "ann"));
    expect(runRule(selfApproval, robot).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it("keeps two requests of one person apart", () => {
    const tenant = approved("ann", "ann");
    request(tenant, "r2", "ann", "P");
    logged(tenant, "2026-11-11T09:00:00Z", approves, "ann", { on: [onRequest("r2")] });
    expect(subjects(runRule(selfApproval, tenant))).toEqual(["r", "r2"]);
  });

  it("names the package where the log names no request", () => {
    const tenant = bank().assign("ann", "P", { id: "a" });
    logged(tenant, at, approves, "ann", { on: [{ ...onRequest("a"), type: "AccessPackageAssignment" }] });
    expect(runRule(selfApproval, tenant).findings[0]?.subject).toMatchObject({ kind: "accessPackage", id: "P" });
  });

  it.each([
    ["whose request it was", approved("bob", "ann", { on: [onPackage("P")] })],
    ["of a request that is not kept", approved("bob", "ann", { on: [onRequest("other")] })],
    ["by whom", approved("", "ann", { actorId: null })],
    ["by anybody", approved("", "ann", { actorId: null, actorKind: "unknown" })],
  ])("does not decide where the log does not say %s", (_, tenant) => {
    const { outcome } = runRule(selfApproval, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toContain("who approved whose request on 2026-11-10T09:00:00Z cannot be told");
  });

  it.each([
    ["an empty log", bank().audited({ asked: month, seen: null }), "proves nothing"],
    ["a log not read", approved("ann", "ann").unread("auditEvents"), "auditEvents"],
    ["half a log", approved("bob", "ann").partial("auditEvents"), "auditEvents was not read to the end"],
    ["users not read", approved("bob", "ann").unread("users"), "users"],
  ])("is inconclusive for %s", (_, tenant, reason) => {
    const { outcome } = runRule(selfApproval, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain(reason);
  });

  it("accuses whoever shares account or employee id with the approver, and nobody else", () => {
    const accounts = ["ann", "bob", "adm", "eve"];
    const person = (id: string): string => (id === "adm" || id === "eve" ? "E1" : id);
    const pair = fc.tuple(fc.constantFrom(...accounts), fc.constantFrom(...accounts));
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 30, size: "max" }), (approvals) => {
        const tenant = bank();
        for (const [nth, [by, requestor]] of approvals.entries()) {
          request(tenant, `r${nth}`, requestor, "P");
          logged(tenant, at, approves, by, { on: [onRequest(`r${nth}`)], id: `${nth}` });
        }
        const own = approvals.flatMap(([by, requestor], nth) => (person(by) === person(requestor) ? [`r${nth}`] : []));
        expect(subjects(runRule(selfApproval, tenant))).toEqual(own.sort());
      }),
      { numRuns: 60 },
    );
  });
});
