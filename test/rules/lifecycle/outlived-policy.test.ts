import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outlivedPolicy } from "../../../rules/lifecycle/outlived-policy.ts";
import type { Row } from "../../../src/snapshot/sections.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { requestOf } from "../../builders/requests.ts";
import { aTenant, now } from "../../builders/tenant.ts";

const day = 86_400_000;
const inDays = (days: number, seconds = 0): string =>
  new Date(now.getTime() + days * day + seconds * 1000).toISOString();
const lasting = (duration: string | null) => ({ type: "afterDuration", duration, endDateTime: null });
const until = (endDateTime: string) => ({ type: "afterDateTime", duration: null, endDateTime });
const endless = { type: "noExpiration", duration: null, endDateTime: null };

const bank = (expiration: Row<"policies">["expiration"] = lasting("P30D")) =>
  aTenant().user("ann").accessPackage("P").policy("pol", "P", { expiration });

const held = (tenant: ReturnType<typeof bank>, from: string | null, expiration: Row<"assignments">["expiration"]) =>
  tenant.assign("ann", "P", { policyId: "pol", startDateTime: from, expiration });

const extended = (tenant: ReturnType<typeof bank>, at: string, more: Partial<Row<"assignmentRequests">> = {}) =>
  tenant.row("assignmentRequests", {
    ...requestOf("ann", "P", {
      id: at,
      requestType: "userUpdate",
      state: "delivered",
      assignmentId: "ann-P",
      completedDateTime: at,
    }),
    ...more,
  });

const outcomeOf = (tenant: ReturnType<typeof bank>) => runRule(outlivedPolicy, tenant).outcome.outcome;

describe("outlived-policy", () => {
  it("finds who has longer than the policy would grant today", () => {
    const run = runRule(outlivedPolicy, held(bank(), "2026-11-01T00:00:00Z", until("2027-03-01T00:00:00Z")));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.outcome.reason).toBeUndefined();
    expect(run.findings[0]).toMatchObject({
      principal: { id: "ann" },
      subject: { kind: "accessPackage", id: "P" },
      severity: "high",
      message: 'ann holds "P" until 2027-03-01, which is longer than the P30D granted by its policy "pol"',
      evidence: ["assignments/1#/value/0", "policies/1#/value/0"],
    });
  });

  it.each([
    ["a duration", lasting("P30D"), "without end, where no more than P30D is granted"],
    ["a date", until("2026-12-31T00:00:00Z"), "without end, where all ends on 2026-12-31"],
  ])("finds who has no end where the policy has %s", (_, expiration, why) => {
    const run = runRule(outlivedPolicy, held(bank(expiration), "2026-11-01T00:00:00Z", endless));
    expect(run.findings[0]?.message).toContain(why);
  });

  it("holds it against the date of the policy, with a day to spare", () => {
    const end = (seconds: number) => held(bank(until(inDays(40))), inDays(-10), until(inDays(41, seconds)));
    expect(outcomeOf(end(0))).toBe("satisfied");
    const run = runRule(outlivedPolicy, end(1));
    expect(run.outcome.outcome).toBe("violated");
    expect(run.findings[0]?.message).toContain("until 2027-01-03, where all ends on 2027-01-02");
  });

  it("draws the line a day after what is granted from the start, or as much later as is said", () => {
    fc.assert(
      fc.property(fc.integer({ min: -3600, max: 3600 }), (seconds) => {
        const run = runRule(outlivedPolicy, held(bank(), inDays(-10), until(inDays(21, seconds))));
        expect(accused(run)).toEqual(seconds > 0 ? ["ann"] : []);
      }),
      { numRuns: 50, examples: [[0], [1]] },
    );
    const run = runRule(outlivedPolicy, held(bank(), inDays(-10), until(inDays(25))), [], { tolerance: "P5D" });
    expect(run.outcome.outcome).toBe("satisfied");
  });

  it.each(["noExpiration", "NotSpecified"])("has nothing to outlive where the policy ends by %s", (type) => {
    expect(outcomeOf(held(bank({ type, duration: null, endDateTime: null }), inDays(-900), endless))).toBe("satisfied");
  });

  it("leaves automatic policies out, and assignments that are over", () => {
    const automatic = aTenant().user("ann").accessPackage("P").policy("pol", "P", { isAutomatic: true });
    expect(runRule(outlivedPolicy, held(automatic, inDays(-10), endless)).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 0,
    });
    const over = bank().assign("ann", "P", { policyId: "pol", state: "expired" });
    expect(runRule(outlivedPolicy, over).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it("heeds the last extension on record", () => {
    const late = () => held(bank(), inDays(-60), until(inDays(20)));
    expect(outcomeOf(late())).toBe("violated");
    expect(outcomeOf(extended(late(), inDays(-11)))).toBe("satisfied");
    expect(outcomeOf(extended(extended(late(), inDays(-11)), inDays(-40)))).toBe("satisfied");
    expect(outcomeOf(extended(extended(late(), inDays(-40)), inDays(-11)))).toBe("satisfied");
    expect(outcomeOf(extended(held(bank(), inDays(-60), until(inDays(31))), inDays(0)))).toBe("satisfied");
    expect(outcomeOf(extended(late(), inDays(-12)))).toBe("violated");
    const created = { completedDateTime: null, createdDateTime: inDays(-11) };
    expect(outcomeOf(extended(late(), inDays(-12), created))).toBe("satisfied");
  });

  it.each([
    ["was denied", { state: "denied" }],
    ["has no state", { state: null }],
    ["is for another assignment", { assignmentId: "bob-P" }],
    ["names no assignment", { assignmentId: null }],
    ["is the first one", { requestType: "userAdd" }],
    ["has no type", { requestType: null }],
    ["has no date", { completedDateTime: null, createdDateTime: null }],
  ])("takes no request for an extension that %s", (_, more) => {
    expect(outcomeOf(extended(held(bank(), inDays(-60), until(inDays(20))), inDays(-5), more))).toBe("violated");
  });

  it("does not decide where an extension may be off the record", () => {
    const year = (end: number) => held(bank(lasting("P365D")), inDays(-700), until(inDays(end)));
    const { outcome } = runRule(outlivedPolicy, year(200));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain(
      'ann and "P": it may have been extended before the requests that Graph still keeps',
    );
    // Three months before are 92 days: what ends later than 365 + 1 - 92 days from now was extended within them, if at all.
    expect(outcomeOf(year(274))).toBe("inconclusive");
    expect(outcomeOf(year(275))).toBe("violated");
    expect(outcomeOf(year(400))).toBe("violated");
  });

  it.each([
    [
      "the policy was not read or none is named",
      aTenant().user("ann").accessPackage("P"),
      "what its policy grants cannot be told (no expiration)",
    ],
    ["the policy says nothing", bank(null), "what its policy grants cannot be told (no expiration)"],
    ["its kind is unknown", bank({ type: "someday", duration: null, endDateTime: null }), "cannot be told (someday)"],
    ["its duration cannot be read", bank(lasting("a while")), "how long its policy grants cannot be read"],
    ["its duration is missing", bank(lasting(null)), "how long its policy grants cannot be read"],
    [
      "its date is missing",
      bank({ type: "afterDateTime", duration: null, endDateTime: null }),
      "the end that its policy grants cannot be read",
    ],
  ])("does not decide where %s", (_, tenant, why) => {
    const { outcome } = runRule(outlivedPolicy, held(tenant, inDays(-10), until(inDays(500))));
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain(why);
  });

  it("decides without a start only what no start could explain", () => {
    expect(runRule(outlivedPolicy, held(bank(), null, until(inDays(20)))).outcome).toMatchObject({
      outcome: "inconclusive",
      reason: 'ann and "P": since when it is held is not known',
    });
    expect(outcomeOf(held(bank(), null, until(inDays(32))))).toBe("violated");
  });

  it("accuses nobody by an assignment of which it cannot be told whether it is active", () => {
    const odd = bank().assign("ann", "P", { policyId: "pol", state: "unknownFutureValue" });
    const { outcome } = runRule(outlivedPolicy, odd);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain('ann: it cannot be told whether the assignment to "P" is active');
    const within = {
      policyId: "pol",
      state: "unknownFutureValue",
      startDateTime: inDays(-1),
      expiration: until(inDays(9)),
    };
    expect(outcomeOf(bank().assign("ann", "P", within))).toBe("satisfied");
  });

  it("is inconclusive where assignments, policies or requests were not read, or not all requests", () => {
    const late = () => extended(held(bank(), inDays(-60), until(inDays(20))), inDays(-50));
    for (const section of ["assignments", "policies", "assignmentRequests"] as const)
      expect(outcomeOf(late().unread(section))).toBe("inconclusive");
    expect(outcomeOf(late().partial("assignmentRequests"))).toBe("inconclusive");
    expect(accused(runRule(outlivedPolicy, late().partial("assignments")))).toEqual(["ann"]);
    expect(accused(runRule(outlivedPolicy, late().partial("policies")))).toEqual(["ann"]);
  });
});
