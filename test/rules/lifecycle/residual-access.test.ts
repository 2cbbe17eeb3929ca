import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { residualAccess } from "../../../rules/lifecycle/residual-access.ts";
import { accused, runRule, subjects } from "../../builders/judging.ts";
import { aTenant, now } from "../../builders/tenant.ts";

const over = (expiredDateTime: string | null) => ({ state: "expired", expiredDateTime });
const longAgo = over("2026-10-01T00:00:00Z");

const bank = () =>
  aTenant()
    .users("ann", "bob")
    .groups("G", "in G")
    .app("erp", "Pay")
    .accessPackages("P", "Q", "R")
    .grants("P", { group: "G" }, { app: "erp", role: "Pay" })
    .grants("Q", { group: "G" });

describe("residual-access", () => {
  it("finds who is still in the group of a package that was taken away", () => {
    const run = runRule(residualAccess, bank().assign("ann", "P", longAgo).members("G", "ann"));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.findings[0]).toMatchObject({
      principal: { id: "ann" },
      subject: { kind: "group", id: "G" },
      severity: "high",
      message: 'ann still has G, though the assignment to "P" ended on 2026-10-01',
      evidence: ["assignments/1#/value/0", "groupMembers/1#/value/0"],
    });
  });

  it("finds an app role that was left, and each thing left by itself", () => {
    const tenant = bank().assign("ann", "P", longAgo).members("G", "ann").appRole("erp", "Pay", "ann");
    expect(subjects(runRule(residualAccess, tenant))).toEqual(["G", "erp/Pay"]);
  });

  it.each([
    ["nothing is left", bank().assign("ann", "P", longAgo).members("G", "bob")],
    ["another package gives it", bank().assign("ann", "P", longAgo).assign("ann", "Q").members("G", "ann")],
    ["the assignment is not over", bank().assign("ann", "P").members("G", "ann")],
    ["it was never delivered", bank().assign("ann", "P", { state: "DeliveryFailed" }).members("G", "ann")],
    [
      "it is there through another group",
      bank().assign("ann", "P", longAgo).members("G", "in G").members("in G", "ann"),
    ],
    [
      "the role comes from a group",
      bank().assign("ann", "P", longAgo).appRole("erp", "Pay", "in G").members("in G", "ann"),
    ],
    [
      "the package over gave something else",
      bank().grants("R", { group: "in G" }).assign("ann", "R", longAgo).members("G", "ann"),
    ],
  ])("is satisfied where %s", (_, tenant) => {
    expect(runRule(residualAccess, tenant).outcome).toMatchObject({ outcome: "satisfied", violations: 0 });
  });

  it("is the direct membership that counts, be there another way besides", () => {
    const tenant = bank().assign("ann", "P", longAgo).members("G", "in G", "ann").members("in G", "ann");
    const [finding] = runRule(residualAccess, tenant).findings;
    expect(finding?.evidence).toEqual(["assignments/1#/value/0", "groupMembers/1#/value/1"]);
  });

  it("names every package that is over, and waits for the last to take effect", () => {
    const both = (second: string) =>
      bank().assign("ann", "P", longAgo).assign("ann", "Q", over(second)).members("G", "ann");
    expect(runRule(residualAccess, both("2026-10-09T00:00:00Z")).findings[0]?.message).toContain(
      'the assignment to "P" ended on 2026-10-01 and to "Q" ended on 2026-10-09',
    );
    expect(runRule(residualAccess, both("2026-11-23T00:00:00Z")).outcome.outcome).toBe("satisfied");
  });

  it("gives a removal a day, to the second, or as long as is said", () => {
    fc.assert(
      fc.property(fc.integer({ min: -3600, max: 3600 }), (seconds) => {
        const end = new Date(now.getTime() - 86_400_000 + seconds * 1000).toISOString();
        const run = runRule(residualAccess, bank().assign("ann", "P", over(end)).members("G", "ann"));
        expect(accused(run)).toEqual(seconds < 0 ? ["ann"] : []);
      }),
      { numRuns: 50, examples: [[-1], [0]] },
    );
    const tenant = () => bank().assign("ann", "P", longAgo).members("G", "ann");
    expect(runRule(residualAccess, tenant(), [], { lag: "P90D" }).outcome.outcome).toBe("satisfied");
  });

  it("counts an assignment whose time is up, whatever its state", () => {
    const expiration = { type: "afterDateTime", duration: null, endDateTime: "2026-11-01T00:00:00Z" };
    const run = runRule(residualAccess, bank().assign("ann", "P", { expiration }).members("G", "ann"));
    expect(run.findings[0]?.message).toContain('"P" ended on 2026-11-01');
  });

  it("does not decide where Graph does not say since when, or whether another package gives it", () => {
    for (const tenant of [
      bank().assign("ann", "P", over(null)).members("G", "ann"),
      bank().assign("ann", "P", over("once")).members("G", "ann"),
      bank().assign("ann", "P", longAgo).assign("ann", "Q", { state: "unknownFutureValue" }).members("G", "ann"),
    ]) {
      const { outcome } = runRule(residualAccess, tenant);
      expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
      expect(outcome.reason).toContain("whether ann has G by an assignment that is over cannot be told");
    }
  });

  it.each(["unread", "partial"] as const)("accuses nobody by what was %s", (how) => {
    for (const section of ["assignments", "resourceRoleScopes", "groupMembers"] as const) {
      const tenant = bank().assign("ann", "P", longAgo).members("G", "ann")[how](section);
      expect(runRule(residualAccess, tenant).outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    }
  });

  it("is inconclusive where the only assignment is in a state it does not know", () => {
    const tenant = bank().assign("ann", "P", { state: "unknownFutureValue" }).members("G", "ann");
    expect(runRule(residualAccess, tenant).outcome).toMatchObject({
      outcome: "inconclusive",
      reason: expect.stringContaining("whether ann has G by an assignment that is over cannot be told"),
    });
  });

  it("is inconclusive where nobody asked who is in the group", () => {
    const { outcome } = runRule(residualAccess, bank().assign("ann", "P", longAgo).notAsked("groupMembers", "G"));
    expect(outcome.outcome).toBe("inconclusive");
    expect(outcome.reason).toContain('the members of "G" were not read');
  });
});
