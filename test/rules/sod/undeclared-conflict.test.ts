import { describe, expect, it } from "vitest";
import { undeclaredConflict } from "../../../rules/sod/undeclared-conflict.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aPack, groupNamed, packageNamed, packOf } from "../../builders/pack.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () => aTenant().accessPackages("P", "Q", "R").group("G");
const pq = aPack({ raise: [packageNamed("P")], approve: [packageNamed("Q")] });

describe("undeclared-conflict", () => {
  it("finds two packages of one conflict that neither lists", () => {
    const run = runRule(undeclaredConflict, bank(), [pq]);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1 });
    expect(run.findings[0]).toMatchObject({
      subject: { kind: "packagePair", id: "P/Q", name: "P + Q" },
      conflict: "R1",
      message: '"P" and "Q" conflict (conflict R1) and neither is declared incompatible with the other',
      evidence: [],
    });
  });

  it.each([
    ["one way", bank().declares("P", "Q")],
    ["the other way", bank().declares("Q", "P")],
    ["both ways", bank().declares("P", "Q").declares("Q", "P")],
  ])("is satisfied where they are declared %s", (_, tenant) => {
    expect(runRule(undeclaredConflict, tenant, [pq]).outcome.outcome).toBe("satisfied");
  });

  it("takes every pair across duties once, none within a duty", () => {
    const pack = aPack({ a: [packageNamed("P"), packageNamed("Q")], b: [packageNamed("R")], c: [groupNamed("G")] });
    const run = runRule(undeclaredConflict, bank(), [pack]);
    expect(subjects(run)).toEqual(["P/R", "Q/R"]);
    const turned = aPack({ a: [packageNamed("R")], b: [packageNamed("P"), packageNamed("Q")], c: [groupNamed("G")] });
    expect(subjects(runRule(undeclaredConflict, bank(), [turned]))).toEqual(["P/R", "Q/R"]);
    const same = aPack({ a: [packageNamed("P")], b: [packageNamed("P")] });
    expect(runRule(undeclaredConflict, bank(), [same]).outcome.outcome).toBe("not-applicable");
  });

  it("does not ask for a declaration where two of three duties may be held together", () => {
    const heldBy = { a: [packageNamed("P")], b: [packageNamed("Q")], c: [packageNamed("R")] };
    const two = packOf(heldBy, { id: "R1", duties: ["a", "b", "c"], atMost: 2 });
    expect(runRule(undeclaredConflict, bank(), [two]).outcome.outcome).toBe("not-applicable");
  });

  it("does not apply where a side has no package, or is bound to nothing", () => {
    const groups = aPack({ raise: [packageNamed("P")], approve: [groupNamed("G")] });
    const unbound = aPack({ raise: [packageNamed("P")], approve: [] });
    expect(runRule(undeclaredConflict, bank(), [groups]).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "no conflict has packages on two of its sides",
    });
    expect(runRule(undeclaredConflict, bank(), [unbound]).outcome.outcome).toBe("not-applicable");
  });

  it("finds two packages of the sides that are bound, where another side is not", () => {
    const three = aPack({ raise: [packageNamed("P")], approve: [packageNamed("Q")], release: [] });
    expect(subjects(runRule(undeclaredConflict, bank(), [three]))).toEqual(["P/Q"]);
  });

  it.each(["unread", "partial"] as const)("accuses nobody of not declaring what was %s", (how) => {
    const run = runRule(undeclaredConflict, bank().declares("P", "R")[how]("incompatibleAccessPackages"), [pq]);
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it("is inconclusive where packages were not read, or an entry matches none", () => {
    expect(runRule(undeclaredConflict, bank().unread("accessPackages"), [pq]).outcome.outcome).toBe("inconclusive");
    const lost = aPack({ raise: [packageNamed("P")], approve: [packageNamed("gone")] });
    const { outcome } = runRule(undeclaredConflict, bank(), [lost]);
    expect(outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(outcome.reason).toContain('nothing in the tenant matches the access package with name "gone"');
  });
});
