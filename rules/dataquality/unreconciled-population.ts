import { isLacking, type SectionCoverage } from "../../src/domain/sections.ts";
import { completeInformation } from "../../src/rule-kit/controls.ts";
import { defineRule } from "../../src/rule-kit/rule.ts";

export const unreconciledPopulation = defineRule({
  meta: {
    id: "unreconciled-population",
    code: "DQ-002",
    title: "Populations that do not add up to what the tenant counts",
    rationale: "Whoever is missing from a list that looks whole is missing from every finding drawn from it.",
    remedy:
      "Collect again when the tenant is quiet; where it stays so, ask Microsoft support with the call and the numbers.",
    severity: "high",
    references: completeInformation,
    falsePositives: "Changes while the tenant was read: what did not add up was read once more before this was said.",
    needs: ["coverage"],
    concludesFromAbsenceOf: [],
  },

  evaluate({ coverage }) {
    const told = coverage.filter((section) => section.contradicted === true || section.status === "complete");
    return {
      examined: told.length,
      violations: told.filter(isOff).map((section) => ({
        principal: null,
        subject: { kind: "section", id: section.section, name: section.section },
        message: `${section.section}: ${describe(section)}`,
        evidence: [],
      })),
      undecided: coverage
        .filter((section) => isLacking(section) && section.contradicted !== true)
        .map(
          ({ section, status }) => `${section}: ${status}, so that there is nothing to hold against the tenant's count`,
        ),
    };
  },
});

function isOff({ contradicted, expected, read }: SectionCoverage): boolean {
  return contradicted === true || (expected !== null && expected !== read);
}

function describe({ reason, expected, read, duplicates }: SectionCoverage): string {
  if (reason !== undefined) return reason;
  return `the tenant counts ${expected ?? "none"} and ${read} are there, where ${duplicates} came twice`;
}
