import { isLacking } from "../../src/domain/sections.ts";
import { completeInformation } from "../../src/rule-kit/controls.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const incompleteCollection = defineRule({
  meta: {
    id: "incomplete-collection",
    code: "DQ-001",
    title: "Sections that were not read to the end",
    rationale: "A pass on part of the population is worth nothing; what depends on it is inconclusive.",
    remedy: "Grant the permission named, or collect again.",
    severity: "critical",
    references: completeInformation,
    falsePositives: "None.",
    needs: ["coverage"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ coverage }) {
    return {
      examined: coverage.length,
      violations: coverage.filter(isLacking).map(({ section, status, reason, missingPermission }) => ({
        principal: null,
        subject: { kind: "section", id: section, name: section },
        message: `${section}: ${status}${reason === undefined ? "" : `, ${reason}`}`,
        ...(missingPermission === undefined ? {} : { remedy: `Grant ${missingPermission} and collect again.` }),
        evidence: [],
      })),
    };
  },
});
