import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { staleAccess } from "../../../rules/lifecycle/stale-access.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant, now } from "../../builders/tenant.ts";

const day = 86_400_000;
const daysAgo = (days: number): string => new Date(now.getTime() - days * day).toISOString();
const bank = () => aTenant().accessPackage("P");
const dormant = () => bank().user("ann").signIn("ann", daysAgo(120));

describe("stale-access", () => {
  it("finds standing access of who signed in 120 days ago", () => {
    const run = runRule(staleAccess, dormant().assign("ann", "P"));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.outcome.reason).toBeUndefined();
    expect(run.findings[0]).toMatchObject({ principal: { id: "ann" }, subject: { id: "P" }, severity: "medium" });
    expect(run.findings[0]?.message).toMatch(/"P" without end; the last successful sign-in was on 2026-07-26$/u);
    expect(run.findings[0]?.evidence).toEqual(["assignments/1#/value/0", "signIns/1#/value/0", "users/1#/value/0"]);
  });

  it("counts the account's age where nobody ever signed in", () => {
    const tenant = bank()
      .user("old")
      .user("new", { createdDateTime: daysAgo(10) })
      .signIn("old", null);
    const run = runRule(staleAccess, tenant.assign("old", "P").assign("new", "P"));
    expect(accused(run)).toEqual(["old"]);
    expect(run.findings[0]?.message).toContain("no successful sign-in is recorded");
    expect(run.findings[0]?.evidence).toEqual(["assignments/1#/value/0", "signIns/1#/value/0", "users/1#/value/0"]);
    const absent = runRule(staleAccess, bank().users("old", "seen").signIn("seen", daysAgo(1)).assign("old", "P"));
    expect(absent.findings[0]?.evidence).toEqual(["assignments/1#/value/0", "users/1#/value/0"]);
  });

  it("counts guests, and no applications", () => {
    const guest = bank().user("gil", { userType: "Guest" }).signIn("gil", daysAgo(120)).assign("gil", "P");
    expect(accused(runRule(staleAccess, guest))).toEqual(["gil"]);
    const robot = dormant().app("robot").assign("robot", "P", { targetType: "servicePrincipal" });
    expect(runRule(staleAccess, robot).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it.each([
    ["whether the account is enabled", () => bank().user("ann", { accountEnabled: null }), {}],
    ["of the account", () => bank().user("bob"), {}],
    ["whether the assignment is active", () => bank().user("ann"), { state: "unheardOf" }],
  ])("does not decide where nobody says %s, unless the account is in use", (_, tenant, assignment) => {
    const used = (at: string) =>
      runRule(staleAccess, tenant().signIn("ann", at).assign("ann", "P", assignment)).outcome;
    expect(used(daysAgo(1))).toMatchObject({ outcome: "satisfied", examined: 0 });
    expect(used(daysAgo(120))).toMatchObject({
      outcome: "inconclusive",
      examined: 0,
      violations: 0,
      reason: "ann: it cannot be told whether the account or the assignment is active",
    });
  });

  it.each([
    ["an end", { expiration: { type: "afterDateTime", duration: null, endDateTime: "2027-01-01T00:00:00Z" } }],
    ["already expired", { state: "expired" }],
  ])("leaves out access that has %s", (_, assignment) => {
    const run = runRule(staleAccess, bank().user("ann").signIn("ann", daysAgo(900)).assign("ann", "P", assignment));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
  });

  it("leaves disabled accounts to disabled-holder", () => {
    const tenant = bank().user("ann", { accountEnabled: false }).signIn("ann", daysAgo(900)).assign("ann", "P");
    expect(runRule(staleAccess, tenant).outcome.outcome).toBe("satisfied");
  });

  it("does not decide where neither a sign-in nor the account's age is known", () => {
    for (const tenant of [bank().user("ann", { createdDateTime: null }), bank().user("bob")]) {
      const { outcome } = runRule(staleAccess, tenant.assign("ann", "P"));
      expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
      expect(outcome.reason).toBe("ann: neither a sign-in nor the account's age is known");
    }
  });

  it("takes no silence of sign-ins or users for absence", () => {
    for (const section of ["signIns", "users"] as const) {
      expect(runRule(staleAccess, dormant().assign("ann", "P").unread(section)).outcome.outcome).toBe("inconclusive");
      expect(runRule(staleAccess, dormant().assign("ann", "P").partial(section)).outcome).toMatchObject({
        outcome: "inconclusive",
        violations: 0,
      });
    }
  });

  it("stands by what a part of the assignments shows", () => {
    expect(accused(runRule(staleAccess, dormant().assign("ann", "P").partial("assignments")))).toEqual(["ann"]);
    expect(runRule(staleAccess, dormant().partial("assignments")).outcome.outcome).toBe("inconclusive");
  });

  it("draws the line after 90 days, to the second", () => {
    fc.assert(
      fc.property(fc.integer({ min: -3600, max: 3600 }), (seconds) => {
        const last = new Date(now.getTime() - 90 * day + seconds * 1000).toISOString();
        const run = runRule(staleAccess, bank().user("ann").signIn("ann", last).assign("ann", "P"));
        expect(run.findings.length).toBe(seconds < 0 ? 1 : 0);
      }),
      { numRuns: 60, examples: [[-1], [0]] },
    );
  });

  it("neither accuses nor clears whose last sign-in may have failed, or cannot be read", () => {
    const endless = { expiration: { type: "noExpiration", duration: null, endDateTime: null } };
    const held = () => aTenant().user("ann").accessPackages("P").assign("ann", "P", endless);
    const attempted = (lastSignInDateTime: string) =>
      runRule(
        staleAccess,
        held().row("signIns", {
          id: "ann",
          lastSuccessfulSignInDateTime: null,
          lastSignInDateTime,
          lastNonInteractiveSignInDateTime: null,
        }),
      );
    expect(attempted(daysAgo(90)).outcome).toMatchObject({
      outcome: "inconclusive",
      reason: "ann: signed in on 2026-08-25, and whether it succeeded is not recorded",
    });
    expect(attempted(daysAgo(91)).findings[0]?.message).toMatch(
      /no successful sign-in is recorded since the account was made on 2020-01-01$/u,
    );
    expect(runRule(staleAccess, held().signIn("ann", "yesterday")).outcome.outcome).toBe("inconclusive");
  });
});
