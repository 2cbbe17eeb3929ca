import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { incompleteCollection } from "../../../rules/dataquality/incomplete-collection.ts";
import { sectionNames } from "../../../src/domain/sections.ts";
import { accused, runRule } from "../../builders/judging.ts";
import { aTenant } from "../../builders/tenant.ts";

describe("incomplete-collection", () => {
  it("is satisfied where every section was read to the end", () => {
    const { outcome } = runRule(incompleteCollection, aTenant().user("ann"));
    expect(outcome).toMatchObject({ outcome: "satisfied", examined: sectionNames.length });
  });

  it("names the section and the permission that would unlock it", () => {
    const { findings } = runRule(incompleteCollection, aTenant().unread("policies"));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      subject: { kind: "section", id: "policies" },
      message: "policies: denied, 403 Forbidden",
      remedy: "Grant policies.Read and collect again.",
      evidence: [],
    });
  });

  it("gives the advice of all where no permission is known to be missing", () => {
    const { findings } = runRule(incompleteCollection, aTenant().partial("policies"));
    expect(findings[0]).toMatchObject({
      message: "policies: failed, the answer broke off",
      remedy: incompleteCollection.meta.remedy,
    });
  });

  it("is never inconclusive itself: it finds exactly the sections that are not whole", () => {
    const some = fc.uniqueArray(fc.constantFrom(...sectionNames));
    fc.assert(
      fc.property(some, some, (denied, broken) => {
        const run = runRule(
          incompleteCollection,
          aTenant()
            .unread(...denied)
            .partial(...broken),
        );
        const gaps = new Set([...denied, ...broken]);
        if (!broken.includes("additionalAccess")) gaps.delete("additionalAccess");
        expect(accused(run)).toEqual([...gaps].sort());
        expect(run.outcome.outcome).toBe(gaps.size === 0 ? "satisfied" : "violated");
      }),
      { numRuns: 60 },
    );
  });
});
