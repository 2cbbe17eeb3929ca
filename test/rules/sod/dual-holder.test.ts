import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dualHolder } from "../../../rules/sod/dual-holder.ts";
import { aPack, groupNamed, packageNamed } from "../../builders/pack.ts";
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
    expect(finding).toMatchObject({ conflict: "R1", severity: "critical", exposure: "active", status: "open" });
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
    expect(run.outcome.outcome).toBe("violated");
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
    expect(run.outcome).toMatchObject({ outcome: "not-applicable", examined: 0 });
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
