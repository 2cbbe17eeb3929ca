import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crossPathConflict } from "../../../rules/sod/cross-path-conflict.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aPack, groupNamed, packageNamed, packOf, roleOf } from "../../builders/pack.ts";
import { aTenant } from "../../builders/tenant.ts";

const pay = aPack(
  {
    raise: [packageNamed("Initiator"), groupNamed("I")],
    approve: [packageNamed("Approver"), groupNamed("A"), roleOf("erp", "Approve")],
  },
  { severity: "high" },
);

const bank = () =>
  aTenant()
    .users("ann", "bob")
    .groups("I", "A", "in A")
    .app("erp", "Approve")
    .accessPackages("Initiator", "Approver", "Kit")
    .members("A", "in A");

describe("cross-path-conflict", () => {
  it("finds who holds one side by an assignment and the other by a group", () => {
    const run = runRule(
      crossPathConflict,
      bank().assign("ann", "Initiator").members("in A", "ann").members("I", "bob"),
      [pay],
    );
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1, violations: 1 });
    expect(run.outcome.reason).toBeUndefined();
    expect(run.findings[0]?.alsoDeclared).toBeUndefined();
    expect(run.findings[0]).toMatchObject({
      principal: { id: "ann" },
      conflict: "R1",
      severity: "high",
      message: "ann holds to raise and to approve, and assignments show only to raise: conflict R1",
      evidence: ["assignments/1#/value/0", "groupMembers/1#/value/0", "groupMembers/1#/value/1"],
    });
  });

  it.each([
    ["two groups", bank().members("I", "ann").members("A", "ann")],
    ["a group and an app role", bank().members("I", "ann").appRole("erp", "Approve", "ann")],
  ])("finds who holds the sides by %s", (_, tenant) => {
    const run = runRule(crossPathConflict, tenant, [pay]);
    expect(accused(run)).toEqual(["ann"]);
    expect(run.findings[0]?.message).toContain("and assignments show neither: conflict R1");
  });

  it.each([
    ["two assignments show it", bank().assign("ann", "Initiator").assign("ann", "Approver").members("I", "ann")],
    [
      "the other side is the group of a package held",
      bank().grants("Kit", { group: "in A" }).assign("ann", "Initiator").assign("ann", "Kit").members("in A", "ann"),
    ],
    [
      "one assignment gives both",
      bank().grants("Kit", { group: "I" }, { group: "A" }).assign("ann", "Kit").members("I", "ann").members("A", "ann"),
    ],
  ])("leaves to others where %s", (_, tenant) => {
    const run = runRule(crossPathConflict, tenant, [pay]);
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 1, violations: 0 });
  });

  it("counts no assignment that is over, and none of somebody else", () => {
    const tenant = bank().members("I", "ann").members("A", "ann").assign("ann", "Initiator", { state: "expired" });
    expect(
      accused(runRule(crossPathConflict, tenant.assign("ann", "Approver").assign("bob", "Initiator"), [pay])),
    ).toEqual(["ann"]);
  });

  it("heeds how many duties may be held together", () => {
    const heldBy = {
      a: [packageNamed("Initiator")],
      b: [packageNamed("Approver")],
      c: [packageNamed("Kit"), groupNamed("I")],
    };
    const two = packOf(heldBy, { id: "R1", duties: ["a", "b", "c"], atMost: 2 });
    const tenant = bank().assign("ann", "Initiator").assign("ann", "Approver").members("I", "ann");
    expect(runRule(crossPathConflict, tenant, [two]).findings[0]?.message).toContain("show only to a and to b");
    expect(runRule(crossPathConflict, tenant.assign("ann", "Kit"), [two]).outcome.outcome).toBe("satisfied");
  });

  it("counts sides, not the duties of one side", () => {
    const sided = aPack(
      { raise: [packageNamed("Initiator")], release: [packageNamed("Kit")], approve: [groupNamed("A")] },
      { sides: [["raise", "release"], ["approve"]] },
    );
    const oneSide = () => bank().assign("ann", "Initiator").assign("ann", "Kit");
    const { findings } = runRule(crossPathConflict, oneSide().members("A", "ann"), [sided]);
    expect(findings[0]?.message).toContain("assignments show only to raise or to release: conflict R1");
    expect(runRule(crossPathConflict, oneSide().eligible("A", "ann"), [sided]).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 0,
    });
  });

  it("names the declarations that catch the same, and judges none itself", () => {
    const tenant = bank().declaresGroup("Initiator", "A").assign("ann", "Initiator").members("A", "ann");
    const run = runRule(crossPathConflict, tenant, [pay]);
    expect(run.findings.map(({ conflict, alsoDeclared }) => [conflict, alsoDeclared])).toEqual([
      ["R1", ["declared/Initiator/A"]],
    ]);
    expect(runRule(crossPathConflict, tenant).outcome).toMatchObject({
      outcome: "not-applicable",
      examined: 0,
      reason: "no conflict of a pack is bound",
    });
    const unbound = aPack({ raise: [], approve: [groupNamed("A")] });
    expect(runRule(crossPathConflict, tenant, [unbound]).outcome.outcome).toBe("not-applicable");
  });

  it("neither accuses nor clears where it cannot be told whether an assignment is active", () => {
    const odd = { state: "unknownFutureValue" };
    const tenant = bank().assign("ann", "Initiator").assign("ann", "Approver", odd).members("A", "ann");
    const run = runRule(crossPathConflict, tenant, [pay]);
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(run.outcome.reason).toContain("R1: it cannot be told whether the assignments of ann are active");
  });

  it.each(["assignments", "resourceRoleScopes", "groupMembers"] as const)(
    "takes no silence of %s for absence",
    (section) => {
      const tenant = () =>
        bank().grants("Kit", { group: "I" }).assign("ann", "Initiator").members("A", "ann").members("I", "bob");
      for (const how of ["unread", "partial"] as const) {
        expect(runRule(crossPathConflict, tenant()[how](section), [pay]).outcome).toMatchObject({
          outcome: "inconclusive",
          violations: 0,
        });
      }
    },
  );

  it("says which conflicts could not be judged whole", () => {
    const run = runRule(crossPathConflict, bank().notAsked("groupMembers", "in A"), [pay]);
    expect(run.outcome.outcome).toBe("inconclusive");
    expect(run.outcome.reason).toContain('R1: the members of "in A" were not read');
  });

  it("accuses exactly the dual holders who lack an assignment to one of the sides", () => {
    const people = ["p0", "p1", "p2", "p3"];
    const some = fc.uniqueArray(fc.constantFrom(...people));
    fc.assert(
      fc.property(some, some, some, some, (raising, approving, initiators, approvers) => {
        const tenant = bank()
          .users(...people)
          .members("I", ...raising)
          .members("A", ...approving);
        for (const id of initiators) tenant.assign(id, "Initiator");
        for (const id of approvers) tenant.assign(id, "Approver");
        const crossing = people.filter(
          (id) =>
            (raising.includes(id) || initiators.includes(id)) &&
            (approving.includes(id) || approvers.includes(id)) &&
            !(initiators.includes(id) && approvers.includes(id)),
        );
        expect(accused(runRule(crossPathConflict, tenant, [pay]))).toEqual(crossing);
      }),
      { numRuns: 60 },
    );
  });
});
