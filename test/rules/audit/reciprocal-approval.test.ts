import { describe, expect, it } from "vitest";
import { reciprocalApproval } from "../../../rules/audit/reciprocal-approval.ts";
import { auditedTenant, byApplication, logged, month, onRequest, request } from "../../builders/audit.ts";
import { runRule } from "../../builders/judging.ts";
import type { TenantBuilder } from "../../builders/tenant.ts";

const approves = "Approve access package assignment request";

const bank = () =>
  auditedTenant()
    .users("ann", "bob", "cleo")
    .user("adm", { employeeId: "E1" })
    .user("eve", { employeeId: "E1" })
    .accessPackage("P");

/** Each pair is who approved, and for whom, an hour apart. */
function told(pairs: readonly (readonly [string, string])[], tenant = bank(), more = {}): TenantBuilder {
  for (const [nth, [by, of]] of pairs.entries()) {
    request(tenant, `r${nth}`, of, "P");
    logged(tenant, `2026-11-10T${String(nth + 8).padStart(2, "0")}:00:00Z`, approves, by, {
      on: [onRequest(`r${nth}`)],
      ...more,
    });
  }
  return tenant;
}
const run = (tenant: TenantBuilder, values = {}) => runRule(reciprocalApproval, tenant, [], values);
const mutual = [
  ["bob", "ann"],
  ["ann", "bob"],
  ["bob", "ann"],
  ["bob", "ann"],
  ["ann", "bob"],
] as const;

describe("reciprocal-approval", () => {
  it("finds two who approve each other's requests, once for both", () => {
    const { outcome, findings } = run(told(mutual));
    expect(outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(findings[0]).toMatchObject({
      severity: "low",
      principal: { id: "bob" },
      subject: { kind: "user", id: "ann", name: "ann" },
      message: "bob and ann approve each other's requests: 3 and 2 times since 2026-08-25",
      evidence: [0, 1, 2, 3, 4].map((nth) => `auditEvents/1#/value/${nth}`),
    });
  });

  it("names them alike whoever began", () => {
    const [first, ...others] = mutual;
    const { findings } = run(told([...others, first]));
    expect(findings[0]).toMatchObject({ principal: { id: "bob" }, subject: { id: "ann" } });
  });

  it("takes a person's accounts for one", () => {
    const { findings } = run(
      told([
        ["adm", "ann"],
        ["eve", "ann"],
        ["ann", "eve"],
        ["ann", "adm"],
      ]),
    );
    expect(findings).toHaveLength(1);
    const own = run(
      told([
        ["adm", "eve"],
        ["eve", "adm"],
        ["adm", "eve"],
        ["eve", "adm"],
      ]),
    );
    expect(own.outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it.each([
    [
      "one does so for the other only",
      [
        ["bob", "ann"],
        ["bob", "ann"],
        ["bob", "ann"],
      ],
    ],
    [
      "one does so once only",
      [
        ["bob", "ann"],
        ["bob", "ann"],
        ["ann", "bob"],
      ],
    ],
    [
      "three go round",
      [
        ["bob", "ann"],
        ["ann", "cleo"],
        ["cleo", "bob"],
        ["bob", "ann"],
        ["ann", "cleo"],
        ["cleo", "bob"],
      ],
    ],
  ] as const)("is satisfied where %s", (_, pairs) => {
    expect(run(told(pairs)).outcome.outcome).toBe("satisfied");
  });

  it("goes by the numbers and the time set", () => {
    expect(run(told(mutual), { each: 3 }).outcome.outcome).toBe("satisfied");
    expect(run(told(mutual.slice(0, 2)), { each: 1 }).outcome.outcome).toBe("violated");
    expect(run(told(mutual), { period: "P14D" }).outcome.outcome).toBe("violated");
    expect(run(told(mutual), { period: "P12D" }).outcome).toMatchObject({ outcome: "not-applicable", examined: 0 });
  });

  it("counts a request once, however many of its stages one approves", () => {
    const tenant = told(mutual.slice(0, 3));
    logged(tenant, "2026-11-12T08:00:00Z", approves, "ann", { on: [onRequest("r1")] });
    expect(run(tenant).outcome.outcome).toBe("satisfied");
  });

  it("goes by whose request it was, not by who got the package", () => {
    const tenant = bank().assign("cleo", "P", { id: "a" });
    for (const [nth, by, of] of [
      [0, "ann", "bob"],
      [1, "bob", "ann"],
    ] as const) {
      request(tenant, `b${nth}`, of, "P", { requestType: "onBehalfAdd", assignmentId: "a" });
      logged(tenant, `2026-11-10T0${nth}:00:00Z`, approves, by, { on: [onRequest(`b${nth}`)] });
    }
    expect(run(tenant, { each: 1 }).findings[0]?.principal).toMatchObject({ id: "bob" });
    const assigned = bank();
    for (const [nth, by, of] of [
      [0, "ann", "bob"],
      [1, "bob", "ann"],
    ] as const) {
      request(assigned, `c${nth}`, of, "P", { requestType: "adminAdd" });
      logged(assigned, `2026-11-10T0${nth}:00:00Z`, approves, by, { on: [onRequest(`c${nth}`)] });
    }
    expect(run(assigned, { each: 1 }).outcome.outcome).toBe("violated");
  });

  it("counts nothing but approvals", () => {
    const tenant = told(mutual.slice(0, 1));
    for (const nth of [1, 2])
      logged(tenant, `2026-11-12T0${nth}:00:00Z`, "User requests access package assignment", "ann", {
        on: [onRequest("r0")],
      });
    expect(run(tenant, { each: 1 }).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("does not count what an application approved", () => {
    expect(run(told(mutual, bank(), byApplication("Service", "ann"))).outcome.outcome).toBe("not-applicable");
  });

  it.each([
    ["who approved", told(mutual.slice(0, 3), bank(), { actorId: null })],
    ["for whom", told([["ann", "bob"]]).unread("assignmentRequests")],
  ])("decides nothing where it is not told %s", (_, tenant) => {
    const { outcome } = run(tenant);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain("of some approvals the audit log does not tell who approved for whom");
  });

  it("is inconclusive where the log or the users were not read; what the log shows stands", () => {
    expect(run(told([]).audited({ asked: month, seen: null })).outcome.outcome).toBe("inconclusive");
    for (const section of ["auditEvents", "users"] as const)
      expect(run(told(mutual).unread(section)).outcome.outcome).toBe("inconclusive");
    const part = run(told(mutual).partial("users"));
    expect(part.outcome).toMatchObject({ outcome: "violated" });
    expect(part.outcome.reason).toContain("second accounts could not all be looked for");
  });
});
