import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oneWayDeclaration } from "../../../rules/sod/one-way-declaration.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

const bank = () => aTenant().accessPackages("P", "Q", "R");

describe("one-way-declaration", () => {
  it("names the package that can still be requested", () => {
    const run = runRule(oneWayDeclaration, bank().declares("P", "Q"));
    expect(run.outcome).toMatchObject({ outcome: "violated", examined: 1 });
    expect(run.findings[0]).toMatchObject({
      subject: { kind: "accessPackage", id: "Q" },
      conflict: "declared/P/Q",
      principal: null,
      evidence: ["incompatibleAccessPackages/1#/value/0"],
    });
    expect(run.findings[0]?.message).toContain('Holders of "P" can still request "Q"');
  });

  it("is satisfied where both list each other", () => {
    const run = runRule(oneWayDeclaration, bank().declares("P", "Q").declares("Q", "P"));
    expect(run.outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("does not apply where nothing is declared, and not to groups or to a package that lists itself", () => {
    const tenant = bank().group("G").declaresGroup("P", "G").declares("P", "P");
    const { outcome } = runRule(oneWayDeclaration, tenant);
    expect(outcome).toMatchObject({ outcome: "not-applicable", reason: "no two packages are declared incompatible" });
  });

  it.each(["unread", "partial"] as const)("concludes from absence: %s declarations leave it inconclusive", (how) => {
    const run = runRule(oneWayDeclaration, bank().declares("P", "Q")[how]("incompatibleAccessPackages"));
    expect(run.outcome).toMatchObject({ outcome: "inconclusive", violations: 0 });
  });

  it("finds the edges without their reverse, in whatever order they come", () => {
    const ids = ["P", "Q", "R", "S"];
    const edge = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)).filter(([from, to]) => from !== to);
    const edges = fc.uniqueArray(edge, { selector: String, maxLength: 30, size: "max" });
    fc.assert(
      fc.property(edges, (declared) => {
        const tenant = bank().accessPackage("S");
        for (const [from, to] of declared) tenant.declares(from, to);
        const lonely = declared.filter(([from, to]) => !declared.some(([f, t]) => f === to && t === from));
        expect(accused(runRule(oneWayDeclaration, tenant))).toEqual(lonely.map(([, to]) => to).sort());
      }),
      { numRuns: 60 },
    );
  });
});
