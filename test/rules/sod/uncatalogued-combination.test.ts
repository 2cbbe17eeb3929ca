import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { uncataloguedCombination } from "../../../rules/sod/uncatalogued-combination.ts";
import { type DutyKind, dutyKinds } from "../../../src/conflicts/pack-schema.ts";
import type { Pack } from "../../../src/conflicts/packs.ts";
import { accused, runRule, subjects } from "../../builders/judging.ts";
import { groupNamed, packOf } from "../../builders/pack.ts";
import { aTenant } from "../../builders/tenant.ts";

/** Two duties of these kinds, held by the groups G and H, and the conflicts over them. */
function packWith(kinds: readonly DutyKind[], ...conflicts: Parameters<typeof packOf>[1][]): Pack {
  const pack = packOf({ one: [groupNamed("G")], other: [groupNamed("H")] }, ...conflicts);
  return { ...pack, duties: pack.duties.map((duty, index) => ({ ...duty, kind: kinds[index] ?? null })) };
}

const both = () => aTenant().users("ann", "bob").groups("G", "H").members("G", "ann", "bob").members("H", "ann");
const clashing: readonly DutyKind[] = ["authorization", "custody"];

describe("uncatalogued-combination", () => {
  it("finds who holds two duties that clash and that no conflict names", () => {
    const run = runRule(uncataloguedCombination, both(), [packWith(clashing)]);
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 1 });
    expect(accused(run)).toEqual(["ann"]);
    expect(subjects(run)).toEqual(["pack/one+other"]);
    expect(run.findings[0]).toMatchObject({
      severity: "low",
      subject: { kind: "dutyPair" },
      evidence: ["groupMembers/1#/value/0", "groupMembers/1#/value/2"],
    });
    expect(run.findings[0]?.message).toBe(
      'ann holds to one and to other; no conflict of the pack "pack" names the two',
    );
  });

  it("takes authorization, custody and recording apart, and verification from anything", () => {
    const apart = new Set(["authorization custody", "authorization recording", "custody recording"]);
    fc.assert(
      fc.property(fc.constantFrom(...dutyKinds), fc.constantFrom(...dutyKinds), (one, other) => {
        const verifies = (one === "verification") !== (other === "verification");
        const expected = verifies || apart.has([one, other].sort().join(" "));
        const run = runRule(uncataloguedCombination, both(), [packWith([one, other])]);
        expect(accused(run)).toEqual(expected ? ["ann"] : []);
      }),
    );
  });

  it("leaves a pair to the conflict that names it on two sides, not to one that has both on one side", () => {
    const named = { id: "R1", duties: ["one", "other"] };
    expect(runRule(uncataloguedCombination, both(), [packWith(clashing, named)]).outcome.outcome).toBe(
      "not-applicable",
    );
    const heldBy = { one: [groupNamed("G")], other: [groupNamed("H")], third: [groupNamed("H")] };
    const pack = packOf(heldBy, { id: "R1", duties: ["one", "other", "third"], sides: [["one", "other"], ["third"]] });
    const kinds: readonly DutyKind[] = [...clashing, "design"];
    const sided = { ...pack, duties: pack.duties.map((duty, index) => ({ ...duty, kind: kinds[index] ?? null })) };
    expect(accused(runRule(uncataloguedCombination, both(), [sided]))).toEqual(["ann"]);
  });

  it("is satisfied where nobody holds both, and says nothing of duties of two packs", () => {
    const apart = aTenant().users("ann", "bob").groups("G", "H").members("G", "ann").members("H", "bob");
    expect(runRule(uncataloguedCombination, apart, [packWith(clashing)]).outcome.outcome).toBe("satisfied");
    const [one, other] = [packWith(clashing), { ...packWith(clashing), name: "second" }].map((pack, index) => ({
      ...pack,
      duties: pack.duties.slice(index, index + 1),
    }));
    const run = runRule(uncataloguedCombination, both(), one === undefined || other === undefined ? [] : [one, other]);
    expect(run.outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "no two bound duties of a pack clash uncatalogued",
    });
  });

  it("does not apply where nothing is bound to one of the two", () => {
    const { name, duties, ...rest } = packWith(clashing);
    const unbound = { ...rest, name, duties: duties.map((duty, nth) => (nth === 0 ? { ...duty, heldBy: [] } : duty)) };
    expect(runRule(uncataloguedCombination, both(), [unbound]).outcome.outcome).toBe("not-applicable");
  });

  it("is inconclusive where a duty was not read, and stands by what a part shows", () => {
    const run = runRule(uncataloguedCombination, both().unread("groupMembers"), [packWith(clashing)]);
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(run.outcome.reason).toContain("pack/one+other: groupMembers");
    const part = runRule(uncataloguedCombination, both().partial("groupMembers"), [packWith(clashing)]);
    expect(accused(part)).toEqual(["ann"]);
    expect(part.outcome.reason).toContain("pack/one+other: there may be more");
  });
});
