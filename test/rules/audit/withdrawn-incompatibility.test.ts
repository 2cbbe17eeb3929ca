import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withdrawnIncompatibility } from "../../../rules/audit/withdrawn-incompatibility.ts";
import { auditedTenant, logged, month, onGroup, onPackage, onUser } from "../../builders/audit.ts";
import { runRule } from "../../builders/judging.ts";
import type { TenantBuilder } from "../../builders/tenant.ts";

const bank = () => auditedTenant().users("ann", "bob").accessPackages("P", "Q", "R").group("G");
const day = (nth: number): string => `2026-11-${String(nth).padStart(2, "0")}T08:00:00Z`;

const activities = { declare: "Create incompatible access package", withdraw: "Delete incompatible access package" };

function change(tenant: TenantBuilder, nth: number, how: keyof typeof activities, one = "P", other = "Q", by = "bob") {
  logged(tenant, day(nth), activities[how], by, { on: [onPackage(one), onPackage(other)] });
}

function granted(
  tenant: TenantBuilder,
  at: string,
  accessPackage = "P",
  activity = "Fulfill access package assignment request",
) {
  logged(tenant, at, activity, "ann", {
    on: [onPackage(accessPackage), onUser("ann")],
    id: `${at} ${accessPackage} ${activity}`,
  });
}

function judgedOf(tell: (tenant: TenantBuilder) => void) {
  const tenant = bank();
  tell(tenant);
  return runRule(withdrawnIncompatibility, tenant);
}

describe("withdrawn-incompatibility", () => {
  it("finds a declaration that was taken away and put back around a grant", () => {
    const run = judgedOf((tenant) => {
      change(tenant, 5, "withdraw");
      granted(tenant, day(6), "Q");
      change(tenant, 7, "declare", "P", "Q", "ann");
    });
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "critical",
      arithmetic: "critical",
      principal: null,
      subject: { kind: "accessPackage", id: "P" },
      conflict: "declared/P/Q",
      message:
        'bob withdrew the incompatibility of "P" and "Q" on 2026-11-05T08:00:00Z, and ann declared it again on 2026-11-07T08:00:00Z; meanwhile "ann" got a side',
      evidence: ["auditEvents/1#/value/0", "auditEvents/1#/value/1", "auditEvents/1#/value/2"],
    });
  });

  it("is milder where nobody got a side, and milder still where it was declared again", () => {
    const lasting = judgedOf((tenant) => change(tenant, 5, "withdraw"));
    expect(lasting.findings[0]).toMatchObject({
      severity: "high",
      arithmetic: "high = critical -1 (nobody was granted a side meanwhile)",
    });
    expect(lasting.findings[0]?.message).toContain(
      "and nobody declared it again; no grant of a side is logged in that time",
    );
    expect(lasting.findings[0]?.evidence).toEqual(["auditEvents/1#/value/0"]);
    const brief = judgedOf((tenant) => {
      change(tenant, 5, "withdraw");
      change(tenant, 7, "declare");
    });
    expect(brief.findings[0]).toMatchObject({
      severity: "medium",
      arithmetic: "medium = critical -1 (nobody was granted a side meanwhile) -1 (it was declared again)",
    });
  });

  it.each([
    ["as it was withdrawn", day(5), true],
    ["as it was declared again", day(7), true],
    ["a second before", "2026-11-05T07:59:59Z", false],
    ["a second after", "2026-11-07T08:00:01Z", false],
  ])("counts a grant %s: %s", (_, at, isWithin) => {
    const run = judgedOf((tenant) => {
      change(tenant, 5, "withdraw");
      change(tenant, 7, "declare");
      granted(tenant, at);
    });
    expect(run.findings[0]?.severity).toBe(isWithin ? "critical" : "medium");
  });

  it.each([
    ["Fulfill access package assignment", "P", "critical"],
    ["Auto approve access package assignment request", "Q", "critical"],
    ["Administrator directly assigns user to access package", "P", "critical"],
    ["User requests access package assignment", "P", "high"],
    ["Fulfill access package assignment", "R", "high"],
  ])("takes %s of %s for what it is: %s", (activity, accessPackage, severity) => {
    const run = judgedOf((tenant) => {
      change(tenant, 5, "withdraw");
      granted(tenant, day(6), accessPackage, activity);
    });
    expect(run.findings[0]?.severity).toBe(severity);
  });

  it("knows a group's side by who was put into it, and not by what else names it", () => {
    const withdrawn = (more: (tenant: TenantBuilder) => void) =>
      judgedOf((tenant) => {
        logged(tenant, day(5), "Delete incompatible group", "bob", { on: [onGroup("G"), onPackage("P")] });
        more(tenant);
      }).findings[0];
    const added = withdrawn((tenant) =>
      logged(tenant, day(6), "Add member to group", "bob", {
        on: [onUser("ann"), onGroup("G")],
        category: "GroupManagement",
      }),
    );
    expect(added).toMatchObject({ severity: "critical", conflict: "declared/P/G", subject: { id: "P" } });
    expect(added?.message).toContain('of "P" and "G"');
    const given = withdrawn((tenant) =>
      logged(tenant, day(6), "Fulfill access package resource assignment", "ann", {
        on: [onPackage("R"), onGroup("G")],
      }),
    );
    expect(given?.severity).toBe("high");
  });

  it("says that somebody got a side where the log does not name them", () => {
    const run = judgedOf((tenant) => {
      change(tenant, 5, "withdraw");
      logged(tenant, day(6), "Fulfill access package assignment", "x", { on: [onPackage("P")] });
    });
    expect(run.findings[0]?.message).toContain('meanwhile "somebody" got a side');
  });

  it("takes no grant that names nothing for one of a side", () => {
    const run = judgedOf((tenant) => {
      change(tenant, 5, "withdraw");
      logged(tenant, day(6), "Fulfill access package assignment", "x", { on: [] });
    });
    expect(run.findings[0]).toMatchObject({ severity: "high" });
  });

  it("knows a pair whichever way round the log names it", () => {
    const run = judgedOf((tenant) => {
      change(tenant, 3, "withdraw", "P", "Q");
      change(tenant, 4, "withdraw", "Q", "P");
      change(tenant, 5, "declare", "Q", "P");
    });
    expect(run.findings.map(({ conflict }) => conflict)).toEqual(["declared/P/Q"]);
    expect(run.findings[0]?.message).toContain("on 2026-11-03T08:00:00Z and nobody declared it again");
  });

  it("tells every time it happened, in one finding", () => {
    const run = judgedOf((tenant) => {
      for (const first of [3, 6]) {
        change(tenant, first, "withdraw");
        change(tenant, first + 1, "declare");
      }
      granted(tenant, "2026-11-06T12:00:00Z");
    });
    expect(run.findings).toHaveLength(1);
    expect(run.findings[0]).toMatchObject({ severity: "critical" });
    expect(run.findings[0]?.message).toBe(
      'bob withdrew the incompatibility of "P" and "Q" on 2026-11-03T08:00:00Z, and bob declared it again on 2026-11-04T08:00:00Z; bob withdrew the incompatibility of "P" and "Q" on 2026-11-06T08:00:00Z, and bob declared it again on 2026-11-07T08:00:00Z; meanwhile "ann" got a side',
    );
    expect(run.findings[0]?.evidence).toHaveLength(5);
  });

  it("is satisfied where declarations are made only", () => {
    const run = judgedOf((tenant) => {
      change(tenant, 3, "declare");
      change(tenant, 4, "declare", "Q", "P");
      change(tenant, 5, "declare", "P", "R");
    });
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 2 });
  });

  it("reports a withdrawal that names nothing", () => {
    const run = judgedOf((tenant) => logged(tenant, day(5), activities.withdraw, "bob", { on: [] }));
    expect(run.findings[0]?.message).toContain("the incompatibility of two packages");
    expect(run.findings[0]?.subject).toBeUndefined();
  });

  it.each([
    ["an empty log", bank().audited({ asked: month, seen: null }), "proves nothing"],
    ["a log not read", bank().unread("auditEvents"), "auditEvents"],
    ["half a log", bank().partial("auditEvents"), "auditEvents was not read"],
  ])("is inconclusive for %s", (_, tenant, reason) => {
    const { outcome } = runRule(withdrawnIncompatibility, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain(reason);
  });

  it("says that it was declared again where as many declarations were made as withdrawn", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("declare", "withdraw"), { minLength: 1, maxLength: 30, size: "max" }),
        (deeds) => {
          const tenant = bank();
          for (const [nth, how] of deeds.entries()) change(tenant, nth + 1, how);
          let missing = 0;
          for (const how of deeds) missing = how === "withdraw" ? missing + 1 : Math.max(0, missing - 1);
          const { findings } = runRule(withdrawnIncompatibility, tenant);
          expect(findings.length).toBe(deeds.includes("withdraw") ? 1 : 0);
          for (const { severity } of findings) expect(severity).toBe(missing === 0 ? "medium" : "high");
        },
      ),
      { numRuns: 80 },
    );
  });
});
