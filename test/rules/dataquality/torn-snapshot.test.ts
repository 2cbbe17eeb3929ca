import { describe, expect, it } from "vitest";
import { tornSnapshot } from "../../../rules/dataquality/torn-snapshot.ts";
import { assess } from "../../../src/assess/assess.ts";
import type { Confirmation, SectionName } from "../../../src/domain/sections.ts";
import { runRule, subjects } from "../../builders/judging.ts";
import { aTenant, now, type TenantBuilder } from "../../builders/tenant.ts";

const before = { modifiedDateTime: "2026-11-23T07:59:59Z" };
const since = { modifiedDateTime: "2026-11-23T08:00:00Z" };
const bank = (ofPackage: object = before, ofPolicy: object = before) =>
  aTenant().accessPackage("P", ofPackage).policy("pol", "P", ofPolicy);

/** Judges a tenant of which sections were read again as told. */
function runAgain(confirmations: Partial<Record<SectionName, Confirmation>>, tenant: TenantBuilder = bank()) {
  const whole = tenant.build();
  const coverage = whole.coverage.map((each) => {
    const confirmation = confirmations[each.section];
    return confirmation === undefined ? each : { ...each, confirmation };
  });
  const { outcomes, findings } = assess({ ...whole, coverage }, { rules: [tornSnapshot], packs: [] }, now).assessment;
  return { outcome: outcomes[0], findings };
}

describe("torn-snapshot", () => {
  it("finds sections of which rows had moved when they were read again", () => {
    const { outcome, findings } = runAgain({ assignments: { reads: 2, moved: 3 }, users: { reads: 1, moved: 1 } });
    expect(outcome).toMatchObject({ outcome: "violated", examined: 4, violations: 2 });
    expect(findings[0]).toMatchObject({
      severity: "medium",
      principal: null,
      subject: { kind: "section", id: "assignments", name: "assignments" },
      evidence: [],
    });
    expect(findings.map(({ message }) => message)).toEqual([
      "assignments: 3 rows that findings rest on had changed when 2 objects were read again",
      "users: 1 row that findings rest on had changed when 1 object was read again",
    ]);
  });

  it("finds packages and policies that were changed once reading had begun", () => {
    const { outcome, findings } = runRule(tornSnapshot, bank(since, since));
    expect(outcome).toMatchObject({ outcome: "violated", examined: 2, violations: 2 });
    expect(findings.map(({ message, evidence }) => [message, evidence])).toEqual([
      [
        'Package "P" was changed at 2026-11-23T08:00:00.000Z, after reading the tenant had begun',
        ["accessPackages/1#/value/0"],
      ],
      [
        'Policy "pol" of "P" was changed at 2026-11-23T08:00:00.000Z, after reading the tenant had begun',
        ["policies/1#/value/0"],
      ],
    ]);
    expect(findings.map(({ subject }) => subject?.kind)).toEqual(["accessPackage", "policy"]);
  });

  it("is satisfied where nothing moved", () => {
    expect(runRule(tornSnapshot, bank()).outcome).toMatchObject({ outcome: "satisfied", examined: 2 });
    expect(runAgain({ assignments: { reads: 2, moved: 0 } }).outcome).toMatchObject({
      outcome: "satisfied",
      examined: 3,
    });
  });

  it("is inconclusive where the second reading was not completed, and tells of what it found", () => {
    const broken = runAgain({ assignments: { reads: 2, moved: 0, reason: "503" } }).outcome;
    expect(broken).toMatchObject({ outcome: "inconclusive", violations: 0 });
    expect(broken?.reason).toBe("assignments: not all that findings rest on was read again: 503");
    expect(runAgain({ assignments: { reads: 2, moved: 1, reason: "503" } }).outcome?.outcome).toBe("violated");
  });

  it.each([null, "lately"])("decides nothing of what was last changed %s", (modifiedDateTime) => {
    const { outcome } = runRule(tornSnapshot, bank({ modifiedDateTime }));
    expect(outcome).toMatchObject({ outcome: "inconclusive", examined: 2, violations: 0 });
    expect(outcome.reason).toBe('Package "P": when it was last changed is not told');
  });

  it("is inconclusive where policies or packages were not read; what a part shows stands", () => {
    for (const section of ["policies", "accessPackages"] as const)
      expect(runRule(tornSnapshot, bank().unread(section)).outcome.outcome).toBe("inconclusive");
    expect(subjects(runRule(tornSnapshot, bank(before, since).partial("policies")))).toEqual(["pol"]);
  });
});
