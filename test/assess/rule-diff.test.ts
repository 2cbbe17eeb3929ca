import { describe, expect, it } from "vitest";
import { dualHolder } from "../../rules/sod/dual-holder.ts";
import { assess } from "../../src/assess/assess.ts";
import { ruleDiff } from "../../src/assess/rule-diff.ts";
import type { Pack } from "../../src/conflicts/packs.ts";
import { groupNamed, packOf } from "../builders/pack.ts";
import { aTenant, now } from "../builders/tenant.ts";

const heldBy = { raise: [groupNamed("I")], approve: [groupNamed("A")], check: [groupNamed("X")] };
const tenant = aTenant()
  .users("ann", "bob")
  .groups("I", "A", "X")
  .members("I", "ann", "bob")
  .members("A", "ann")
  .members("X", "bob");
const old = packOf(heldBy, { id: "R1", duties: ["raise", "approve"] });

const judged = (pack: Pack) => assess(tenant.build(), { rules: [dualHolder], packs: [pack] }, now).assessment;

const diff = (...changed: Parameters<typeof packOf>[1][]) => ruleDiff(judged(old), judged(packOf(heldBy, ...changed)));

describe("the difference that other packs make", () => {
  it("is nothing for the same packs", () => {
    expect(diff({ id: "R1", duties: ["raise", "approve"] })).toEqual({
      added: [],
      removed: [],
      reweighed: [],
      outcomes: [],
    });
  });

  it("is what is found of a new conflict, and what is no longer of one that is gone", () => {
    const { added, removed, outcomes } = diff({ id: "R2", duties: ["raise", "check"] });
    expect(added.map(({ conflict, principal }) => [conflict, principal?.id])).toEqual([["R2", "bob"]]);
    expect(removed.map(({ conflict, principal }) => [conflict, principal?.id])).toEqual([["R1", "ann"]]);
    expect(outcomes).toEqual([
      { conflict: "R1", before: "violated", after: null },
      { conflict: "R2", before: null, after: "violated" },
    ]);
  });

  it("is a finding weighed otherwise, and one more by a wider side", () => {
    const wider = { id: "R1", duties: ["raise", "approve", "check"], sides: [["raise"], ["approve", "check"]] };
    const { added, removed, reweighed } = diff({ ...wider, severity: "low" });
    expect(added.map(({ principal }) => principal?.id)).toEqual(["bob"]);
    expect(removed).toEqual([]);
    expect(reweighed.map(({ before, after }) => [before.severity, after.severity])).toEqual([["critical", "low"]]);
  });
});
