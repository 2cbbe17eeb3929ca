import { describe, expect, it } from "vitest";
import { undocumentedDeclaration } from "../../../rules/sod/undocumented-declaration.ts";
import { runRule } from "../../builders/judging.ts";
import { aPack, allOf, groupNamed, packageNamed, packOf, roleOf } from "../../builders/pack.ts";
import { aTenant, type TenantBuilder } from "../../builders/tenant.ts";

const pack = aPack({ a: [packageNamed("P"), roleOf("erp", "Pay")], b: [packageNamed("Q"), groupNamed("payers")] });
const bank = () =>
  aTenant()
    .groups("payers", "nested", "club")
    .members("payers", "nested")
    .app("erp", "Pay")
    .accessPackages("P", "Q", "R", "S")
    .grants("R", { app: "erp", role: "Pay" })
    .grants("S", { group: "nested" });
const run = (tenant: TenantBuilder, allow: readonly string[] = [], packs = [pack]) =>
  runRule(undocumentedDeclaration, tenant, packs, { allow });

describe("undocumented-declaration", () => {
  it("finds declared pairs that no conflict is about, one way or both, groups too", () => {
    const tenant = bank()
      .declares("P", "R")
      .declares("R", "P")
      .declares("Q", "S")
      .declares("P", "Q")
      .declaresGroup("P", "club");
    const { outcome, findings } = run(tenant);
    expect(outcome).toMatchObject({ outcome: "violated", examined: 4, violations: 3 });
    expect(findings.map(({ message }) => message)).toEqual([
      '"P" and "R" are declared incompatible, and no conflict of a pack says what for',
      '"P" and "club" are declared incompatible, and no conflict of a pack says what for',
      '"Q" and "S" are declared incompatible, and no conflict of a pack says what for',
    ]);
    expect(findings[0]).toMatchObject({
      severity: "low",
      principal: null,
      conflict: "declared/P/R",
      subject: { kind: "packagePair", id: "P/R", name: "P + R" },
      evidence: ["incompatibleAccessPackages/1#/value/0", "incompatibleAccessPackages/1#/value/1"],
    });
    expect(findings[1]?.evidence).toEqual(["incompatibleGroups/1#/value/0"]);
  });

  it.each([
    ["the packages bound", bank().declares("Q", "P")],
    ["packages that give what is bound", bank().declares("R", "S")],
    ["a group that is bound", bank().declaresGroup("P", "payers")],
    ["a group nested in one that is", bank().declaresGroup("R", "nested")],
  ])("is satisfied by %s", (_, tenant) => {
    expect(run(tenant).outcome).toMatchObject({ outcome: "satisfied", examined: 1 });
  });

  it("takes part of what a duty takes for something of it", () => {
    const whole = aPack({ a: [allOf(packageNamed("P"), packageNamed("R"))], b: [packageNamed("Q")] });
    expect(run(bank().declares("R", "Q"), [], [whole]).outcome.outcome).toBe("satisfied");
  });

  it("needs one conflict that is about it, and one duty of a side", () => {
    const both = [pack, { ...aPack({ c: [packageNamed("S")], d: [packageNamed("R")] }, { id: "R2" }), name: "other" }];
    expect(run(bank().declares("Q", "P"), [], both).outcome.outcome).toBe("satisfied");
    const wide = packOf(
      { a: [packageNamed("P")], more: [packageNamed("S")], b: [packageNamed("Q")] },
      { id: "R1", duties: ["a", "more", "b"], sides: [["a", "more"], ["b"]] },
    );
    expect(run(bank().declares("Q", "P"), [], [wide]).outcome.outcome).toBe("satisfied");
    expect(run(bank().declares("S", "P"), [], [wide]).outcome.outcome).toBe("violated");
  });

  it("leaves out what is kept apart for another reason, and does not apply without packs", () => {
    const tenant = () => bank().declares("P", "R");
    expect(run(tenant(), ["R"]).outcome).toMatchObject({ outcome: "satisfied", examined: 0 });
    const named = () => bank().accessPackage("T", { displayName: "Territory" }).declares("P", "T");
    for (const name of ["T", "Territory"]) expect(run(named(), [name]).outcome.outcome).toBe("satisfied");
    expect(run(tenant(), [], []).outcome).toMatchObject({
      outcome: "not-applicable",
      reason: "no conflict of a pack is bound",
    });
  });

  it("decides nothing where a conflict is not wholly bound, or sections were not read", () => {
    const odd = aPack({ a: [packageNamed("P"), packageNamed("Nothing")], b: [packageNamed("Q")] });
    const { outcome } = run(bank().declares("P", "R").declares("P", "Q"), [], [odd]);
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 2, violations: 0 });
    expect(outcome.reason).toContain('"P" and "R": whether R1 keeps them apart, as ');
    for (const how of ["unread", "partial"] as const)
      for (const section of ["resourceRoleScopes", "groupMembers", "incompatibleAccessPackages"] as const)
        expect(run(bank().declares("P", "R")[how](section)).outcome).toMatchObject({
          outcome: "inconclusive",
          violations: 0,
        });
  });
});
