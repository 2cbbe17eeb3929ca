import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { approvalToggle } from "../../../rules/audit/approval-toggle.ts";
import { auditedTenant, logged, month, onPackage, onPolicy, onRequest, onUser, request } from "../../builders/audit.ts";
import { runRule } from "../../builders/judging.ts";
import type { TenantBuilder } from "../../builders/tenant.ts";

const bank = () => auditedTenant().users("ann", "bob").accessPackages("P", "Q");
const day = (nth: number): string => `2026-11-${String(nth).padStart(2, "0")}T08:00:00Z`;
const update = "Update access package assignment policy";
const grants = "Auto approve access package assignment request";

type Flags = readonly [before: string | null, after: string | null];

const off: Flags = ['"True"', '"False"'];
const on: Flags = ['"False"', '"True"'];

function flag(tenant: TenantBuilder, at: string, [oldValue, newValue]: Flags, activity = update, policy = "pol") {
  const changes = [{ target: policy, property: "IsApprovalRequiredForAdd", oldValue, newValue }];
  logged(tenant, at, activity, "bob", { on: [onPolicy(policy), onPackage("P")], changes, id: `${at} ${policy}` });
}

function granted(
  tenant: TenantBuilder,
  at: string,
  policy: string | null = "pol",
  accessPackage = "P",
  activity = grants,
) {
  const named = policy === null ? [] : [onPolicy(policy)];
  logged(tenant, at, activity, "", {
    on: [onPackage(accessPackage), onUser("ann"), ...named],
    id: `${at} ${policy} ${activity}`,
  });
}

function judgedOf(tell: (tenant: TenantBuilder) => void) {
  const tenant = bank();
  tell(tenant);
  return runRule(approvalToggle, tenant);
}

describe("approval-toggle", () => {
  it("finds approval switched off and on again around a grant", () => {
    const run = judgedOf((tenant) => {
      flag(tenant, day(5), off);
      granted(tenant, day(6));
      flag(tenant, day(7), on);
    });
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      severity: "critical",
      arithmetic: "critical",
      principal: null,
      subject: { kind: "policy", id: "pol" },
      message:
        'bob switched approval off in policy "pol" on 2026-11-05T08:00:00Z and bob on again on 2026-11-07T08:00:00Z; meanwhile "ann" got access unapproved',
      evidence: ["auditEvents/1#/value/0", "auditEvents/1#/value/1", "auditEvents/1#/value/2"],
    });
  });

  it("is milder where approval stays off, and where nobody was granted anything", () => {
    const lasting = judgedOf((tenant) => {
      flag(tenant, day(5), off);
      granted(tenant, day(6));
    });
    expect(lasting.findings[0]?.arithmetic).toBe(
      "high = critical -1 (approval is still off: a lasting change, not one put back)",
    );
    expect(lasting.findings[0]?.evidence).toEqual(["auditEvents/1#/value/0", "auditEvents/1#/value/1"]);
    const unused = judgedOf((tenant) => {
      flag(tenant, day(5), off);
      flag(tenant, day(7), on);
    });
    expect(unused.findings[0]).toMatchObject({ severity: "medium" });
    expect(unused.findings[0]?.arithmetic).toContain(
      "nobody was granted anything meanwhile) -1 (approval is asked for again)",
    );
    expect(unused.findings[0]?.message).toContain("no request was granted in that time");
  });

  it("keeps a toggle where approval was switched off for good later", () => {
    const run = judgedOf((tenant) => {
      flag(tenant, day(5), off);
      flag(tenant, day(6), on);
      flag(tenant, day(7), off);
    });
    expect(run.findings[0]?.message).toBe(
      'bob switched approval off in policy "pol" on 2026-11-05T08:00:00Z and bob on again on 2026-11-06T08:00:00Z; bob switched approval off in policy "pol" on 2026-11-07T08:00:00Z; no request was granted in that time',
    );
    expect(run.findings[0]?.arithmetic).toBe(
      "medium = critical -1 (nobody was granted anything meanwhile) -1 (approval is still off: a lasting change, not one put back)",
    );
  });

  it("counts once what the log tells twice", () => {
    const run = judgedOf((tenant) => {
      flag(tenant, day(5), off);
      flag(tenant, day(6), off);
      granted(tenant, day(7));
      flag(tenant, day(8), on);
    });
    expect(run.findings[0]).toMatchObject({ arithmetic: "critical" });
  });

  it.each([
    ["a policy loosened for good that granted nothing", (tenant: TenantBuilder) => flag(tenant, day(5), off)],
    ["a policy that never asked", (tenant: TenantBuilder) => flag(tenant, day(5), ['"False"', '"False"'])],
    [
      "a policy made without approval",
      (tenant: TenantBuilder) => flag(tenant, day(5), [null, "False"], "Create access package assignment policy"),
    ],
    ["a policy tightened", (tenant: TenantBuilder) => flag(tenant, day(5), on)],
    ["a policy tightened from what is not told", (tenant: TenantBuilder) => flag(tenant, day(5), [null, '"True"'])],
  ])("is satisfied by %s", (_, tell) => {
    expect(judgedOf(tell).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("is satisfied by changes of anything else, and by flags of anything else", () => {
    const run = judgedOf((tenant) => {
      const other = { target: "pol", property: "DisplayName", oldValue: '"True"', newValue: '"False"' };
      logged(tenant, day(5), update, "bob", { on: [onPolicy("pol")], changes: [other] });
      flag(tenant, day(6), off, "Update access package");
      flag(tenant, day(7), off, grants);
      logged(tenant, day(8), update, "bob", { on: [], changes: [{ ...other, property: "IsApprovalRequiredForAdd" }] });
      granted(tenant, day(9));
    });
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it("knows what a policy asked for by what was logged of it before", () => {
    const run = judgedOf((tenant) => {
      flag(tenant, day(3), [null, "true"], "Create access package assignment policy");
      flag(tenant, day(5), [null, "FALSE"]);
      granted(tenant, day(6));
      flag(tenant, day(7), [null, "True"]);
    });
    expect(run.findings[0]).toMatchObject({ severity: "critical" });
    expect(run.outcome.reason).toBeUndefined();
  });

  it.each([
    ["before", [null, '"False"'] as const],
    ["after", ['"True"', "maybe"] as const],
    ["after it at all", ['"True"', null] as const],
  ])("does not decide where the log does not say what the policy asked for %s", (_, flags) => {
    const { outcome } = judgedOf((tenant) => {
      flag(tenant, day(5), flags);
      granted(tenant, day(6));
      flag(tenant, day(7), on);
    });
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain(
      'whether policy "pol" asked for approval before 2026-11-05T08:00:00Z is not logged',
    );
  });

  it.each([
    ["of another policy", "other", "P", "satisfied"],
    ["of no policy and another package", null, "Q", "satisfied"],
    ["of no policy and its package", null, "P", "inconclusive"],
  ])("does not count a grant %s", (_, policy, accessPackage, outcome) => {
    const run = judgedOf((tenant) => {
      flag(tenant, day(5), off);
      granted(tenant, day(6), policy, accessPackage);
    });
    expect(run.outcome).toMatchObject({ outcome, violations: 0 });
    if (outcome === "inconclusive")
      expect(run.outcome.reason).toContain('whether a request was granted by policy "pol"');
  });

  it("does not decide of a grant of no policy where the policy's package is not told, and only in its window", () => {
    const withGrantAt = (at: string) =>
      judgedOf((tenant) => {
        const changes = [{ target: "pol", property: "isApprovalRequiredForAdd", oldValue: "True", newValue: "False" }];
        logged(tenant, day(5), update, "bob", { on: [onPolicy("pol")], changes });
        granted(tenant, at, null);
      }).outcome.outcome;
    expect(withGrantAt(day(6))).toBe("inconclusive");
    expect(withGrantAt(day(4))).toBe("satisfied");
  });

  it("does not decide of a grant that names neither policy nor package", () => {
    const run = judgedOf((tenant) => {
      flag(tenant, day(5), off);
      logged(tenant, day(6), grants, "", { on: [onUser("ann")] });
    });
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(run.outcome.reason).toContain('whether a request was granted by policy "pol"');
  });

  it("knows the policy of a grant by its request's assignment, and counts no other deed", () => {
    const run = (activity: string) =>
      judgedOf((tenant) => {
        tenant.assign("ann", "P", { id: "a", policyId: "pol" });
        request(tenant, "r", "ann", "P", { assignmentId: "a" });
        flag(tenant, day(5), off);
        logged(tenant, day(6), activity, "", { on: [onRequest("r")] });
      }).outcome.outcome;
    expect(run(grants)).toBe("violated");
    expect(run("Approve access package assignment request")).toBe("satisfied");
  });

  it("says that somebody was granted access where the log does not name them", () => {
    const run = judgedOf((tenant) => {
      flag(tenant, day(5), off);
      logged(tenant, day(6), grants, "", { on: [onPolicy("pol")] });
    });
    expect(run.findings[0]?.message).toContain('meanwhile "somebody" got access');
  });

  it.each([
    ["an empty log", bank().audited({ asked: month, seen: null }), "proves nothing"],
    ["a log not read", bank().unread("auditEvents"), "auditEvents"],
    ["half a log", bank().partial("auditEvents"), "auditEvents was not read"],
  ])("is inconclusive for %s", (_, tenant, reason) => {
    const { outcome } = runRule(approvalToggle, tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain(reason);
  });

  it("finds exactly the policies that granted something unapproved after they had asked for approval", () => {
    const step = fc.tuple(fc.constantFrom("off", "on", "grant"), fc.constantFrom("a", "b"));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30, size: "max" }), (steps) => {
        const tenant = bank();
        const asks = new Map([
          ["a", true],
          ["b", true],
        ]);
        const found = new Set<string>();
        for (const [nth, [what, policy]] of steps.entries()) {
          const at = `2026-11-05T08:00:${10 + nth}Z`;
          if (what === "grant") granted(tenant, at, policy);
          else flag(tenant, at, [String(asks.get(policy)), String(what === "on")], update, policy);
          if (what === "grant" && asks.get(policy) === false) found.add(policy);
          if (what !== "grant") asks.set(policy, what === "on");
        }
        const worse = runRule(approvalToggle, tenant).findings.filter(({ severity }) => severity !== "medium");
        expect(worse.map(({ subject }) => subject?.id ?? "").sort()).toEqual([...found].sort());
      }),
      { numRuns: 80 },
    );
  });
});
