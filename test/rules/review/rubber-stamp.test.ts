import { describe, expect, it } from "vitest";
import { rubberStamp } from "../../../rules/review/rubber-stamp.ts";
import { runRule } from "../../builders/judging.ts";
import { aReview } from "../../builders/reviews.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";
import type { Row } from "../../../src/snapshot/sections.ts";

type Decision = Partial<Row<"accessReviewDecisions">>;

const start = Date.parse("2026-11-10T09:00:00Z");
const bank = () =>
  aTenant()
    .user("ann", { displayName: "Ann" })
    .row("accessReviewDefinitions", aReview("D", "/groups/G/members"))
    .row("accessReviewInstances", {
      definitionId: "D",
      id: "I",
      status: "Completed",
      scope: null,
      reviewers: null,
      fallbackReviewers: null,
      startDateTime: "2026-11-01T00:00:00Z",
      endDateTime: "2026-11-15T00:00:00Z",
    });

/** Decisions by Ann, so many seconds apart; of some something else is told, by their place. */
function decided(
  count: number,
  apart: number,
  odd: Readonly<Record<number, Decision>> = {},
  tenant = bank(),
): TenantBuilder {
  for (let nth = 0; nth < count; nth += 1)
    tenant.row("accessReviewDecisions", {
      definitionId: "D",
      instanceId: "I",
      id: `d${nth}`,
      principalId: `p${nth}`,
      principalType: "userIdentity",
      principalName: `p${nth}`,
      resource: null,
      resourceLink: null,
      decision: "Approve",
      recommendation: null,
      justification: null,
      reviewedById: "ann",
      reviewedDateTime: new Date(start + nth * apart * 1000).toISOString(),
      applyResult: null,
      appliedById: null,
      appliedDateTime: null,
      ...odd[nth],
    });
  return tenant;
}
const every = (count: number, more: Decision) =>
  Object.fromEntries(Array.from({ length: count }, (_, nth) => [nth, more]));
const run = (tenant: TenantBuilder, values = {}) => runRule(rubberStamp, tenant, [], values);

describe("rubber-stamp", () => {
  it("finds who approves a whole review in no time", () => {
    const { outcome, findings } = run(decided(20, 10));
    expect(outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(findings[0]).toMatchObject({
      severity: "low",
      principal: { id: "ann" },
      subject: { kind: "accessReviewInstance", id: "D/I" },
      message:
        'Ann made 20 decisions in review "Review D" of 2026-11-01, 100 % of them approvals and 100 % no more than PT10S after the one before',
    });
    expect(findings[0]?.evidence).toHaveLength(21);
    expect(findings[0]?.evidence).toContain("accessReviewInstances/1#/value/0");
  });

  it("lets some be denied, and a pause or two be made", () => {
    const pause = { reviewedDateTime: "2026-11-10T08:00:00Z" };
    const { findings } = run(decided(40, 5, { 3: { decision: "Deny" }, 7: { decision: "DontKnow" }, 9: pause }));
    expect(findings[0]?.message).toContain("95 % of them approvals and 97 %");
  });

  it("goes by the order in which they were made", () => {
    const odd = Object.fromEntries(
      Array.from({ length: 20 }, (_, nth) => [
        nth,
        { reviewedDateTime: new Date(start + (nth % 2 === 0 ? nth : 20 - nth) * 5000).toISOString() },
      ]),
    );
    expect(run(decided(20, 0, odd)).outcome.outcome).toBe("violated");
  });

  it.each([
    ["they took their time", decided(20, 11)],
    [
      "three of forty were denied",
      decided(40, 1, { 1: { decision: "Deny" }, 2: { decision: "Deny" }, 3: { decision: "deny" } }),
    ],
  ])("is satisfied where %s", (_, tenant) => {
    expect(run(tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("goes by the numbers set", () => {
    expect(run(decided(5, 30), { decisions: 5, pace: "PT30S" }).outcome.outcome).toBe("violated");
    expect(
      run(decided(20, 1, { 0: { decision: "Deny" }, 1: { decision: "Deny" } }), { percent: 90 }).outcome.outcome,
    ).toBe("violated");
  });

  it.each([
    ["fewer than twenty were made", decided(19, 1)],
    ["some were not made", decided(20, 1, { 4: { decision: "NotReviewed" } })],
    ["nobody made them", decided(20, 1, every(20, { reviewedById: null }))],
    ["another made one of them", decided(20, 1, { 4: { reviewedById: "bob" } })],
    ["they were made in two reviews", decided(20, 1, { 4: { instanceId: "J" } })],
  ])("does not apply where %s", (_, tenant) => {
    expect(run(tenant).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "no reviewer made 20 decisions in one review",
    });
  });

  it.each([
    ["decision", { 1: { decision: "unknownFutureValue" }, 2: { decision: null } }],
    ["time", { 1: { reviewedDateTime: null }, 2: { reviewedDateTime: "soon" } }],
  ])("decides nothing where the %s of enough is not told", (_, odd) => {
    const { outcome } = run(decided(20, 1, odd));
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 1, violations: 0 });
    expect(outcome.reason).toBe(
      'review "Review D" of 2026-11-01: what Ann decided, or when, is not told of each decision',
    );
    expect(run(decided(20, 60, odd)).outcome.outcome).toBe("satisfied");
  });

  it("names a reviewer who is no longer there, and a review of which nothing else was told, by their ids", () => {
    const { findings } = run(decided(20, 1, every(20, { reviewedById: "gone", instanceId: "J", definitionId: "E" })));
    expect(findings[0]?.message).toContain('gone made 20 decisions in review "E/J" of an unknown day');
    expect(findings[0]?.principal).toMatchObject({ id: "gone", type: "unknown" });
  });

  it("accuses nobody by decisions that were not all read", () => {
    for (const section of ["accessReviewDecisions", "accessReviewInstances", "users"] as const)
      expect(run(decided(20, 1).unread(section)).outcome.outcome).toBe("inconclusive");
    expect(run(decided(20, 1).partial("accessReviewDecisions")).outcome).toMatchObject({
      outcome: "inconclusive",
      violations: 0,
    });
  });
});
