import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auditTrailGap } from "../../../rules/audit/audit-trail-gap.ts";
import type { AuditView } from "../../../src/domain/audit-view.ts";
import { auditedTenant, logged, month, request } from "../../builders/audit.ts";
import { runRule } from "../../builders/judging.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

/** The tests judge for 2026-11-23T09:00: thirty days before are the 24th of October. */
const enough = { retention: "P30D" };
const workspace = { kind: "logAnalytics", workspaceId: "ws" } as const;

const judgedOf = (tenant: TenantBuilder, values = {}) => runRule(auditTrailGap, tenant, [], { ...enough, ...values });

function logging(...moments: readonly string[]): TenantBuilder {
  const tenant = auditedTenant();
  for (const at of moments) logged(tenant, at, "Create access package", "bob", { on: [] });
  return tenant;
}

function requestedAt(tenant: TenantBuilder, ...moments: readonly (string | null)[]): TenantBuilder {
  for (const createdDateTime of moments) request(tenant, `r ${createdDateTime}`, "ann", "P", { createdDateTime });
  return tenant;
}

describe("audit-trail-gap", () => {
  it("finds days on which packages were requested and nothing was logged", () => {
    const tenant = requestedAt(logging("2026-11-10T12:00:00Z"), "2026-11-10T08:00:00Z", "2026-11-12T08:00:00Z");
    const run = judgedOf(tenant);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 3, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "high",
      principal: null,
      subject: { kind: "auditTrail", id: "directoryAudits/holes", name: "the audit log of Entra" },
      message: "The audit log has nothing of entitlement management on 2026-11-12, though packages were requested then",
      evidence: ["assignmentRequests/1#/value/1"],
    });
  });

  it("names the first three days, and how many more", () => {
    const days = ["16", "15", "14", "13", "12"].map((day) => `2026-11-${day}T08:00:00Z`);
    const run = judgedOf(requestedAt(logging(), ...days, "2026-11-12T09:00:00Z"));
    expect(run.findings[0]?.message).toContain("on 2026-11-12, 2026-11-13, 2026-11-14 and 2 more, though");
    expect(run.findings[0]?.evidence).toHaveLength(5);
    expect(run.outcome.examined).toBe(6);
    const three = judgedOf(requestedAt(logging(), ...days.slice(0, 3)));
    expect(three.findings[0]?.message).toContain("on 2026-11-14, 2026-11-15, 2026-11-16, though");
  });

  it.each([
    ["an event of the day", "2026-11-10T23:59:59Z", "satisfied"],
    ["an event within an hour after midnight", "2026-11-11T00:59:59Z", "satisfied"],
    ["an event within an hour before midnight", "2026-11-09T23:00:01Z", "satisfied"],
    ["an event later than that", "2026-11-11T01:00:00Z", "violated"],
    ["an event earlier than that", "2026-11-09T22:59:59Z", "violated"],
  ])("takes %s for no silence: %s", (_, at, outcome) => {
    expect(judgedOf(requestedAt(logging(at), "2026-11-10T12:00:00Z")).outcome.outcome).toBe(outcome);
  });

  it("takes events of other services for silence", () => {
    const tenant = auditedTenant();
    logged(tenant, "2026-11-10T12:00:00Z", "Add member to group", "bob", { on: [], category: "GroupManagement" });
    expect(judgedOf(requestedAt(tenant, "2026-11-10T12:00:00Z")).outcome.outcome).toBe("violated");
  });

  it.each([
    ["before the log begins", "2026-10-24T07:59:59Z"],
    ["after it ends", "2026-11-23T08:00:01Z"],
    ["on no day that is told", null],
  ])("asks nothing of requests made %s", (_, at) => {
    expect(judgedOf(requestedAt(logging(), at)).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it.each([month.from, month.to])("asks for requests of the first and last moment: %s", (at) => {
    expect(judgedOf(requestedAt(logging(), at)).outcome).toMatchObject({ outcome: "violated", examined: 2 });
  });

  describe("of how far the log reaches back", () => {
    const reaching = (view: Partial<AuditView>) => aTenant().audited(view);
    const long = { from: "2025-01-01T00:00:00.000Z", to: month.to };

    it("finds a workspace that was asked for more and has no more", () => {
      const evidence = ["auditEvents/1#/tables/0/rows/0"];
      const run = judgedOf(reaching({ source: workspace, asked: long, seen: month, evidence }), { retention: "P1Y" });
      expect(run.findings).toHaveLength(1);
      expect(run.findings[0]).toMatchObject({
        subject: { kind: "auditTrail", id: "ws/reach", name: "ws" },
        message: "The audit log begins on 2026-10-24T08:00:00.000Z: it does not reach back P1Y",
        evidence,
      });
    });

    it.each([
      ["exactly", "2025-11-26T09:00:00.000Z", "satisfied"],
      ["a moment less", "2025-11-26T09:00:00.001Z", "violated"],
    ])("tolerates three days: %s", (_, from, outcome) => {
      const asked = { from: "2025-11-25T00:00:00.000Z", to: month.to };
      const tenant = reaching({ source: workspace, asked, seen: { from, to: month.to } });
      const run = judgedOf(tenant, { retention: "P1Y" });
      expect(run.outcome.outcome).toBe(outcome);
      expect(judgedOf(tenant, { retention: "P1Y", tolerance: "P4D" }).outcome.outcome).toBe("satisfied");
    });

    it("asks for a year unless told otherwise", () => {
      const { outcome } = runRule(auditTrailGap, reaching({ source: workspace, asked: long, seen: long }));
      expect(outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
      expect(runRule(auditTrailGap, reaching({ source: workspace, asked: long, seen: month })).outcome.outcome).toBe(
        "violated",
      );
    });

    it("does not decide of what was not asked for, and says what to do", () => {
      const workspaces = judgedOf(reaching({ source: workspace, asked: month, seen: month }), { retention: "P1Y" });
      expect(workspaces.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
      expect(workspaces.outcome.reason).toContain(
        "asked from 2026-10-24T08:00:00.000Z on only: ask for more by --audit-days",
      );
    });

    it("does not decide of what Entra itself no longer keeps", () => {
      for (const asked of [month, long]) {
        const { outcome } = judgedOf(reaching({ asked, seen: month }), { retention: "P1Y" });
        expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
        expect(outcome.reason).toContain(
          "which begins 2026-10-24T08:00:00.000Z; Entra itself keeps no more than thirty days",
        );
      }
    });
  });

  it("tells of activities that sodscan does not know", () => {
    const tenant = auditedTenant();
    logged(tenant, "2026-11-10T12:00:00Z", "Conjure access", "bob", { on: [] });
    const { outcome } = judgedOf(tenant);
    expect(outcome.outcome).toBe("inconclusive");
    expect(outcome.reason).toContain('"Conjure access", which sodscan does not know');
  });

  it.each([
    [
      "an empty log",
      requestedAt(logging(), "2026-11-10T08:00:00Z").audited({ asked: month, seen: null }),
      "begins nowhere",
    ],
    ["a log not read", logging("2026-11-10T08:00:00Z").unread("auditEvents"), "auditEvents"],
    [
      "half a log",
      requestedAt(logging("2026-11-10T08:00:00Z"), "2026-11-12T08:00:00Z").partial("auditEvents"),
      "auditEvents was not read",
    ],
    ["requests not read", logging("2026-11-10T08:00:00Z").unread("assignmentRequests"), "assignmentRequests"],
  ])("is inconclusive for %s", (_, tenant, reason) => {
    const { outcome } = judgedOf(tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain(reason);
  });

  it("finds as many silent days as there are with requests and without events", () => {
    const day = fc.integer({ min: 1, max: 20 });
    const most = { maxLength: 20, size: "max" } as const;
    fc.assert(
      fc.property(fc.uniqueArray(day, most), fc.uniqueArray(day, most), (requested, told) => {
        const noon = (nth: number): string => `2026-11-${String(nth).padStart(2, "0")}T12:00:00Z`;
        const run = judgedOf(requestedAt(logging(...told.map(noon)), ...requested.map(noon)));
        const silent = requested.filter((nth) => !told.includes(nth));
        expect(run.findings.flatMap(({ evidence }) => evidence)).toHaveLength(silent.length);
        expect(run.outcome.examined).toBe(1 + requested.length);
      }),
      { numRuns: 60 },
    );
  });
});
