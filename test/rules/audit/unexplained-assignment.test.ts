import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unexplainedAssignment } from "../../../rules/audit/unexplained-assignment.ts";
import { auditedTenant, logged, month, onAssignment, onPackage, onUser, request } from "../../builders/audit.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import type { TenantBuilder } from "../../builders/tenant.ts";

const from = "2026-11-10T08:00:00Z";
const fulfils = "Fulfill access package assignment request";

const bank = () => auditedTenant().users("ann", "bob").accessPackages("P", "Q");

/** Ann holds P since a day that the log tells of. */
const held = (startDateTime: string | null = from, more = {}) =>
  bank().assign("ann", "P", { id: "a", startDateTime, ...more });

function explainedBy(at: string, on: Parameters<typeof logged>[4]["on"], activity = fulfils, tenant = held()) {
  logged(tenant, at, activity, "bob", { on });
  return tenant;
}

describe("unexplained-assignment", () => {
  it("finds an assignment without a request or an event", () => {
    const run = runRule(unexplainedAssignment, held());
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.outcome.reason).toBeUndefined();
    expect(run.findings[0]).toMatchObject({
      severity: "high",
      principal: { id: "ann" },
      subject: { kind: "assignment", id: "a", name: "P" },
      message: 'ann holds "P" since 2026-11-10T08:00:00.000Z, and there is neither a request nor an event for it',
      evidence: ["assignments/1#/value/0"],
    });
  });

  it("is satisfied by a request that says it made the assignment", () => {
    const tenant = held("2020-01-01T00:00:00Z");
    request(tenant, "r", "ann", "P", { assignmentId: "a" });
    expect(runRule(unexplainedAssignment, tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
    const other = held();
    request(other, "r", "ann", "P", { assignmentId: "b" });
    expect(runRule(unexplainedAssignment, other).outcome.outcome).toBe("violated");
  });

  it.each([
    fulfils,
    "Administrator directly assigns user to access package",
    "User requests access package assignment",
    "Approve access package assignment request",
    "Auto approve access package assignment request",
  ])("is satisfied by the event %s of the assignment", (activity) => {
    const run = runRule(unexplainedAssignment, explainedBy(from, [onAssignment("a")], activity));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("is satisfied by an event of the assignment however late, as the log names it", () => {
    const run = runRule(unexplainedAssignment, explainedBy("2026-11-20T08:00:00Z", [onAssignment("a")]));
    expect(run.outcome.outcome).toBe("satisfied");
  });

  it.each([
    ["another assignment", [onAssignment("b")], fulfils],
    ["another person", [onPackage("P"), onUser("bob")], fulfils],
    ["another package", [onPackage("Q"), onUser("ann")], fulfils],
    ["a package of somebody unnamed that is another", [onPackage("Q")], fulfils],
    ["another person's event that names no package", [onUser("bob")], fulfils],
    ["a change of policy", [onPackage("P"), onUser("ann")], "Update access package assignment policy"],
    ["a change of policy of nobody", [onPackage("P")], "Update access package assignment policy"],
  ])("is not explained by %s", (_, on, activity) => {
    expect(subjects(runRule(unexplainedAssignment, explainedBy(from, on, activity)))).toEqual(["a"]);
  });

  it.each([
    ["long before", "2026-10-25T08:00:00Z", "satisfied"],
    ["a day after", "2026-11-11T08:00:00Z", "satisfied"],
    ["later than a day after", "2026-11-11T08:00:01Z", "violated"],
  ])("is explained by an event of person and package until a day after it began: %s", (_, at, outcome) => {
    expect(runRule(unexplainedAssignment, explainedBy(at, [onPackage("P"), onUser("ann")])).outcome.outcome).toBe(
      outcome,
    );
  });

  it("goes by the first event of person and package", () => {
    const tenant = explainedBy("2026-11-09T08:00:00Z", [onPackage("P"), onUser("ann")]);
    logged(tenant, "2026-11-20T08:00:00Z", fulfils, "bob", { on: [onPackage("P"), onUser("ann")] });
    expect(runRule(unexplainedAssignment, tenant).outcome.outcome).toBe("satisfied");
  });

  it.each([
    ["when the log begins", month.from, "violated"],
    ["a second before", "2026-10-24T07:59:59Z", "inconclusive"],
    ["a day before the log ends", "2026-11-22T08:00:00Z", "violated"],
    ["a second later", "2026-11-22T08:00:01Z", "inconclusive"],
    ["when the log ends", month.to, "inconclusive"],
    ["on no day that is told", null, "inconclusive"],
  ])("is unprovable outside of what the log tells: begun %s", (_, start, outcome) => {
    const run = runRule(unexplainedAssignment, held(start));
    expect(run.outcome).toMatchObject({ outcome, examined: 1 });
    if (outcome === "inconclusive") {
      expect(run.outcome.reason).toBe(
        '1 assignments, such as that of "P" to ann, began when the audit log does not tell, and no request is kept: unprovable',
      );
    }
  });

  it("counts what is unprovable", () => {
    const tenant = held("2020-01-01T00:00:00Z").assign("bob", "P", { startDateTime: "2020-01-01T00:00:00Z" });
    expect(runRule(unexplainedAssignment, tenant).outcome.reason).toContain(
      '2 assignments, such as that of "P" to ann',
    );
  });

  it("counts once what is unprovable and may be what a request is about as well", () => {
    const tenant = held("2020-01-01T00:00:00Z");
    request(tenant, "r", "ann", "P");
    expect(runRule(unexplainedAssignment, tenant).outcome.reason).toMatch(/^1 assignments, [^;]*: unprovable$/u);
  });

  it.each([
    ["an event of the package that names nobody", explainedBy(from, [onPackage("P")])],
    ["an event of the person that names no package", explainedBy(from, [onUser("ann")])],
    ["an event that names nothing", explainedBy(from, [])],
    ["a state that is not known", held(from, { state: "unheardOf" })],
  ])("does not decide because of %s", (_, tenant) => {
    const { outcome } = runRule(unexplainedAssignment, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toMatch(/^1 assignments, such as .* may be what a request or event is about/u);
  });

  it("does not decide over whoever is known by a subject alone where anybody got the package", () => {
    const outsider = () =>
      bank().assign("s", "P", { id: "a", startDateTime: from, targetObjectId: null, subjectId: "s" });
    expect(subjects(runRule(unexplainedAssignment, outsider()))).toEqual(["a"]);
    const event = (on: Parameters<typeof explainedBy>[1]) =>
      runRule(unexplainedAssignment, explainedBy(from, on, fulfils, outsider())).outcome;
    expect(event([onPackage("P"), onUser("ann")])).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(event([onPackage("Q"), onUser("ann")])).toMatchObject({ outcome: "violated" });
    const requested = outsider();
    request(requested, "r", "ann", "P");
    expect(runRule(unexplainedAssignment, requested).outcome.outcome).toBe("inconclusive");
    const unnamed = outsider();
    request(unnamed, "r", "ann", "", { accessPackageId: null });
    expect(runRule(unexplainedAssignment, unnamed).outcome.outcome).toBe("inconclusive");
  });

  it("takes a subject for whoever another assignment says it is", () => {
    const tenant = explainedBy(from, [onPackage("P"), onUser("ann")], fulfils, bank());
    tenant
      .assign("ann", "P", { id: "a", startDateTime: from, targetObjectId: null, subjectId: "s" })
      .assign("ann", "Q", { id: "b", startDateTime: "2020-01-01T00:00:00Z", subjectId: "s" });
    request(tenant, "r", "ann", "Q", { assignmentId: "b" });
    expect(runRule(unexplainedAssignment, tenant).outcome.outcome).toBe("satisfied");
  });

  it("does not decide because of a request that does not say which assignment it made", () => {
    const maybe = (requestor: string, accessPackage: string, more = {}) => {
      const tenant = held();
      request(tenant, "r", requestor, accessPackage, more);
      return runRule(unexplainedAssignment, tenant).outcome.outcome;
    };
    expect(maybe("ann", "P")).toBe("inconclusive");
    expect(maybe("bob", "P")).toBe("violated");
    expect(maybe("ann", "Q")).toBe("violated");
    expect(maybe("", "P", { requestorObjectId: null })).toBe("inconclusive");
    expect(maybe("ann", "", { accessPackageId: null })).toBe("inconclusive");
    expect(maybe("", "", { requestorObjectId: null, accessPackageId: null })).toBe("inconclusive");
    expect(maybe("", "Q", { requestorObjectId: null })).toBe("violated");
    expect(maybe("bob", "", { accessPackageId: null })).toBe("violated");
  });

  it.each([
    ["an empty log", (tenant: TenantBuilder) => tenant.audited({ asked: month, seen: null }), "proves nothing"],
    ["a log not read", (tenant: TenantBuilder) => tenant.unread("auditEvents"), "auditEvents"],
    ["requests not read", (tenant: TenantBuilder) => tenant.unread("assignmentRequests"), "assignmentRequests"],
    ["half of the assignments", (tenant: TenantBuilder) => tenant.unread("assignments"), "assignments"],
  ])("is inconclusive for %s", (_, change, reason) => {
    const { outcome } = runRule(unexplainedAssignment, change(held()));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain(reason);
  });

  it("concludes from the silence of half a log or half the requests nothing", () => {
    const log = explainedBy("2026-11-01T08:00:00Z", [onAssignment("b")]).partial("auditEvents");
    expect(runRule(unexplainedAssignment, log).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    const requests = held();
    request(requests, "r", "bob", "Q");
    expect(runRule(unexplainedAssignment, requests.partial("assignmentRequests")).outcome).toMatchObject({
      outcome: "inconclusive",
      violations: 0,
    });
  });

  it("asks nothing of the log where requests account for every assignment", () => {
    const tenant = held().audited({ asked: month, seen: null });
    request(tenant, "r", "ann", "P", { assignmentId: "a" });
    expect(runRule(unexplainedAssignment, tenant).outcome.outcome).toBe("satisfied");
  });

  it("finds those and only those that neither accounts for", () => {
    const origin = fc.constantFrom("request", "event", "both", "none", "old");
    fc.assert(
      fc.property(fc.array(origin, { maxLength: 40, size: "max" }), (origins) => {
        const tenant = auditedTenant().accessPackage("P");
        for (const [nth, how] of origins.entries()) {
          tenant.user(`u${nth}`);
          const start = how === "old" ? "2026-01-01T00:00:00Z" : from;
          tenant.assign(`u${nth}`, "P", { id: `a${nth}`, startDateTime: start });
          if (how === "request" || how === "both")
            request(tenant, `r${nth}`, `u${nth}`, "P", { assignmentId: `a${nth}` });
          const on = [onUser(`u${nth}`), onPackage("P")];
          if (how === "event" || how === "both") logged(tenant, from, fulfils, "x", { on, id: `${nth}` });
        }
        const lost = origins.flatMap((how, nth) => (how === "none" ? [`a${nth}`] : []));
        expect(subjects(runRule(unexplainedAssignment, tenant))).toEqual(lost.toSorted());
      }),
      { numRuns: 60 },
    );
  });
});
