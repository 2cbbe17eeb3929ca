import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dualHolder } from "../../../rules/sod/dual-holder.ts";
import { aPack, groupNamed, packageNamed, packOf } from "../../builders/pack.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const pay = aPack({ raise: [packageNamed("Initiator"), groupNamed("I")], approve: [groupNamed("A")] });

const bank = () =>
  aTenant().users("ann", "bob", "cleo").groups("I", "A", "in A").members("A", "in A").accessPackage("Initiator");

describe("dual-holder", () => {
  it("finds each person once, whatever the number of paths, with every path on both sides", () => {
    const tenant = bank().assign("ann", "Initiator").members("I", "ann", "bob").members("in A", "ann");
    const run = runRule(dualHolder, tenant, [pay]);
    const [finding] = run.findings;

    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(accused(run)).toEqual(["ann"]);
    expect(finding?.sides?.map(({ duty, holdings }) => [duty, holdings.length])).toEqual([
      ["raise", 2],
      ["approve", 1],
    ]);
    expect(finding).toMatchObject({
      conflict: "R1",
      severity: "critical",
      arithmetic: "critical",
      exposure: "active",
      status: "open",
      message: "ann holds to raise and to approve: conflict R1",
    });
    expect(finding?.alsoDeclared).toBeUndefined();
    expect(finding?.evidence).toEqual([
      "assignments/1#/value/0",
      "groupMembers/1#/value/0",
      "groupMembers/1#/value/1",
      "groupMembers/1#/value/3",
    ]);
  });

  it("is satisfied where the sides are in different hands", () => {
    const run = runRule(dualHolder, bank().members("I", "ann").members("A", "bob"), [pay]);
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 2, violations: 0 });
  });

  it("is milder where a side has to be activated first", () => {
    const [finding] = runRule(dualHolder, bank().members("I", "ann").eligible("A", "ann"), [pay]).findings;
    expect(finding).toMatchObject({
      exposure: "eligible",
      arithmetic: "high = critical -1 (a side has to be activated first)",
      message: "ann holds or may activate to raise and to approve: conflict R1",
    });
  });

  it("leaves to another rule what is still to come", () => {
    const tenant = bank().members("A", "ann").assign("ann", "Initiator", { startDateTime: "2026-12-01T00:00:00Z" });
    expect(runRule(dualHolder, tenant, [pay]).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("leaves to another rule a conflict that demands several people", () => {
    const heldBy = { raise: [groupNamed("I")], approve: [groupNamed("A")] };
    const team = packOf(heldBy, { id: "R1", duties: ["raise", "approve"], people: 2 });
    const { outcome } = runRule(dualHolder, bank().members("I", "ann").members("A", "ann"), [team]);
    expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "no conflict is bound or declared" });
  });

  it("names the declarations that catch the same", () => {
    const both = aPack({ raise: [packageNamed("Initiator")], approve: [packageNamed("Approver")] });
    const tenant = bank().accessPackage("Approver").declares("Initiator", "Approver");
    const { findings } = runRule(dualHolder, tenant.assign("ann", "Initiator").assign("ann", "Approver"), [both]);
    expect(findings.map(({ conflict, alsoDeclared }) => [conflict, alsoDeclared])).toEqual([
      ["R1", ["declared/Approver/Initiator"]],
      ["declared/Approver/Initiator", undefined],
    ]);
  });

  it("has the severity of the conflict, not of the rule", () => {
    const tenant = bank().members("I", "ann").members("A", "ann");
    const mild = aPack({ raise: [groupNamed("I")], approve: [groupNamed("A")] }, { severity: "low" });
    expect(runRule(dualHolder, tenant, [mild]).findings[0]?.severity).toBe("low");
  });

  it("is inconclusive, accusing nobody, where one side was not read", () => {
    const run = runRule(dualHolder, bank().members("I", "ann").members("A", "ann").unread("groupMembers"), [pay]);
    expect(run.outcome.outcome).toBe("inconclusive");
    expect(run.outcome.reason).toContain("grant groupMembers.Read");
    expect(run.findings).toEqual([]);
  });

  it("stands by what it finds in a part, and says there may be more", () => {
    const run = runRule(dualHolder, bank().members("I", "ann").members("A", "ann").partial("groupMembers"), [pay]);
    expect(run.outcome).toMatchObject({
      outcome: "violated",
      reason: "R1: there may be more: groupMembers was not read to the end (the answer broke off)",
    });
    expect(accused(run)).toEqual(["ann"]);
  });

  it("is inconclusive where a part shows nobody", () => {
    const run = runRule(dualHolder, bank().members("I", "ann").partial("groupMembers"), [pay]);
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it("is inconclusive where the tenant's declarations are not known, though no pack conflict is violated", () => {
    const run = runRule(dualHolder, bank().unread("incompatibleGroups"), [pay]);
    expect(run.outcome.outcome).toBe("inconclusive");
    expect(run.outcome.reason).toContain("not every declaration is known");
  });

  it("does not apply where nothing is bound or declared", () => {
    const run = runRule(dualHolder, bank(), [aPack({ raise: [], approve: [groupNamed("A")] })]);
    expect(run.outcome).toMatchObject({
      outcome: "not-applicable",
      examined: 0,
      reason: "no conflict is bound or declared",
    });
  });

  it("accuses exactly those who are in both groups", () => {
    const people = ["p0", "p1", "p2", "p3", "p4", "p5"];
    const some = fc.uniqueArray(fc.constantFrom(...people));
    fc.assert(
      fc.property(some, some, (raising, approving) => {
        const tenant = bank()
          .users(...people)
          .members("I", ...raising)
          .members("in A", ...approving);
        const both = people.filter((id) => raising.includes(id) && approving.includes(id));
        expect(accused(runRule(dualHolder, tenant, [pay]))).toEqual(both);
      }),
      { numRuns: 60 },
    );
  });
});
