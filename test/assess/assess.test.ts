import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rules } from "../../rules/index.ts";
import { assess } from "../../src/assess/assess.ts";
import { rulesDigest } from "../../src/assess/rules-digest.ts";
import { exitCodeOf } from "../../src/assess/exit-code.ts";
import type { Assessment } from "../../src/domain/assessment.ts";
import { sectionNames } from "../../src/domain/sections.ts";
import { compareSeverity, severities, type Severity } from "../../src/domain/severity.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";
import { month } from "../builders/audit.ts";
import { judged } from "../builders/judging.ts";
import { aPack, groupNamed, packageNamed } from "../builders/pack.ts";
import { drafts, randomPack, tenantOf } from "../builders/random-tenant.ts";
import { aTenant, now, type TenantBuilder } from "../builders/tenant.ts";

const [anyRule] = rules;
if (anyRule === undefined) throw new Error("there are no rules");
const { meta } = anyRule;

const broken = defineRule({
  meta: { ...meta, id: "broken", code: "TST-001" },
  evaluate: () => {
    throw new Error("a bug");
  },
});

describe("assess", () => {
  it("gives the same bytes for the same snapshot, and other findings by id for no order of rows", () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const once = judged(tenantOf(draft), [randomPack]).assessment;
        expect(JSON.stringify(judged(tenantOf(draft), [randomPack]).assessment)).toBe(JSON.stringify(once));

        const backwards = {
          ...draft,
          members: draft.members.toReversed(),
          assignments: draft.assignments.toReversed(),
          granting: draft.granting.toReversed(),
          declared: draft.declared.toReversed(),
        };
        const other = judged(tenantOf(backwards), [randomPack]).assessment;
        expect(other.findings.map(({ id }) => id)).toEqual(once.findings.map(({ id }) => id));
        expect(other.outcomes).toEqual(once.outcomes);
      }),
      { numRuns: 60 },
    );
  });

  it("gives every finding an id of its own, worst first", () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const { findings } = judged(tenantOf(draft), [randomPack]).assessment;
        expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
        const weights = findings.map(({ severity }) => severity);
        expect(weights).toEqual(weights.toSorted((a, b) => compareSeverity(b, a)));
      }),
      { numRuns: 60 },
    );
  });

  it("has evidence that stands in the snapshot for everything it says", () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const snapshot = tenantOf(draft).build();
        const known = new Set(
          sectionNames.flatMap((section) => [...snapshot.rows(section)].map(({ evidence }) => evidence)),
        );
        const { findings } = assess(snapshot, { rules, packs: [randomPack] }, now).assessment;
        for (const { evidence, sides = [], rule } of findings) {
          const refs = [
            ...evidence,
            ...sides.flatMap(({ holdings }) => holdings.flatMap((holding) => holding.evidence)),
          ];
          for (const ref of refs) expect(known).toContain(ref);
          if (rule === "dual-holder") expect(evidence).not.toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("finds a disabled holder once, however many assignments to the package there are", () => {
    const tenant = aTenant().user("ann", { accountEnabled: false }).accessPackage("P");
    const { findings } = judged(tenant.assign("ann", "P", { id: "1" }).assign("ann", "P", { id: "2" })).assessment;
    expect(findings.filter(({ rule }) => rule === "disabled-holder").map(({ evidence }) => evidence)).toEqual([
      ["assignments/1#/value/0", "assignments/1#/value/1", "users/1#/value/0"],
    ]);
  });

  it("goes on when a rule breaks, and does not hide it", () => {
    const { assessment } = assess(aTenant().build(), { rules: [broken, ...rules], packs: [] }, now);
    expect(assessment.outcomes).toHaveLength(rules.length + 1);
    expect(assessment.outcomes[0]).toMatchObject({ rule: "broken", outcome: "errored", reason: "Error: a bug" });
    expect(assessment.outcomes.slice(1).filter(({ outcome }) => outcome === "errored")).toEqual([]);
    expect(exitCodeOf(assessment, "low")).toBe(3);
  });

  it("judges for the moment asked, else for the end of the collection", () => {
    const tenant = () => aTenant().user("ann").accessPackages("P", "Q").declares("P", "Q").declares("Q", "P");
    const ends = { expiration: { type: "afterDateTime", duration: null, endDateTime: "2026-12-01T00:00:00Z" } };
    const snapshot = tenant().assign("ann", "P").assign("ann", "Q", ends).build();
    const dual = (asOf?: Date) =>
      assess(snapshot, { rules, packs: [] }, asOf).assessment.findings.filter(({ rule }) => rule === "dual-holder");

    expect(dual()).toHaveLength(1);
    expect(dual(new Date("2026-12-02T00:00:00Z"))).toHaveLength(0);
    expect(assess(snapshot, { rules, packs: [] }).assessment.run.asOf).toBe(snapshot.run.finishedAt);
  });

  it("tells every conflict with its own outcome, and what its duties are held by", () => {
    const pack = aPack({ raise: [packageNamed("P")], approve: [groupNamed("G")] });
    const tenant = aTenant().user("ann").accessPackages("P", "Q").group("G").declares("P", "Q").unread("groupMembers");
    const { conflicts } = judged(tenant.assign("ann", "P").assign("ann", "Q"), [pack]).assessment;
    expect(conflicts.map(({ id, outcome, holders }) => [id, outcome, holders])).toEqual([
      ["R1", "inconclusive", 0],
      ["declared/P/Q", "violated", 1],
    ]);
    expect(conflicts[0]?.duties.map(({ accessPoints }) => accessPoints)).toEqual([
      [{ kind: "accessPackage", id: "P", name: "P" }],
      [{ kind: "group", id: "G", name: "G" }],
    ]);
  });
});

describe("the digest of the rules", () => {
  const pack = aPack({ raise: [packageNamed("P")], approve: [groupNamed("G")] });

  it("does not depend on where the packs lie", () => {
    const moved = pack.duties.map((duty) => ({
      ...duty,
      heldBy: duty.heldBy.map((one) => ({ ...one, at: "elsewhere:9:9" })),
    }));
    expect(rulesDigest({ rules, packs: [{ ...pack, duties: moved }] })).toBe(rulesDigest({ rules, packs: [pack] }));
  });

  it("changes with bindings, conflicts and rules", () => {
    const digests = [
      { rules, packs: [pack] },
      { rules, packs: [] },
      { rules: rules.slice(1), packs: [pack] },
      { rules, packs: [aPack({ raise: [packageNamed("P")], approve: [groupNamed("H")] })] },
      { rules, packs: [aPack({ raise: [packageNamed("P")], approve: [groupNamed("G")] }, { severity: "low" })] },
    ].map(rulesDigest);
    expect(new Set(digests).size).toBe(digests.length);
    for (const digest of digests) expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/u);
  });
});

/** A tenant whose audit log was seen as far back as it has to be kept. */
function auditedForAYear(): TenantBuilder {
  const year = { from: "2025-11-23T08:00:00.000Z", to: month.to };
  return aTenant().audited({ source: { kind: "logAnalytics", workspaceId: "logs" }, asked: year, seen: year });
}

describe("the exit code", () => {
  const clean = judged(auditedForAYear()).assessment;
  const violated = (severity: Severity): Assessment => {
    const pack = aPack({ a: [groupNamed("A")], b: [groupNamed("B")] }, { severity });
    const tenant = auditedForAYear().user("ann").groups("A", "B").members("A", "ann").members("B", "ann");
    const { findings, ...rest } = judged(tenant, [pack]).assessment;
    return { ...rest, findings: findings.filter(({ rule }) => rule === "dual-holder") };
  };
  const inconclusive = judged(aTenant(), [aPack({ a: [groupNamed("A")], b: [groupNamed("B")] })]).assessment;

  it("is 0 for a tenant that is clean and conclusive", () => {
    expect(exitCodeOf(clean, "low")).toBe(0);
  });

  it("is 1 for an open finding at or above the threshold, and not below it", () => {
    fc.assert(
      fc.property(fc.constantFrom(...severities), fc.constantFrom(...severities), (severity, failOn) => {
        expect(exitCodeOf(violated(severity), failOn)).toBe(compareSeverity(severity, failOn) >= 0 ? 1 : 0);
      }),
    );
  });

  it("is 0 for findings that are waived or mitigated", () => {
    for (const status of ["waived", "mitigated"] as const) {
      const { findings, ...rest } = violated("critical");
      expect(exitCodeOf({ ...rest, findings: findings.map((finding) => ({ ...finding, status })) }, "low")).toBe(0);
    }
  });

  it("is 3 where there is no such finding, and a rule or a conflict is inconclusive", () => {
    expect(exitCodeOf(inconclusive, "low")).toBe(3);
    expect(exitCodeOf({ ...clean, conflicts: inconclusive.conflicts }, "low")).toBe(3);
    expect(exitCodeOf({ ...clean, outcomes: inconclusive.outcomes }, "low")).toBe(3);
    expect(exitCodeOf({ ...violated("low"), conflicts: inconclusive.conflicts }, "high")).toBe(3);
    expect(exitCodeOf({ ...violated("high"), conflicts: inconclusive.conflicts }, "high")).toBe(1);
  });
});
