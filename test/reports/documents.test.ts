import { describe, expect, it } from "vitest";
import { assessmentDocument } from "../../reports/assessment-document.ts";
import { planDocument } from "../../reports/plan-document.ts";
import { aBankAssessment } from "../builders/assessment.ts";
import { aBankPlan } from "../builders/plan.ts";

const linesOf = (chunks: Iterable<string>): readonly string[] => [...chunks].join("").split("\n");

describe("assessment.json", () => {
  it("has its keys in the order of the contract and one finding to a line", () => {
    const assessment = aBankAssessment();
    const lines = linesOf(assessmentDocument(assessment));

    expect(Object.keys(JSON.parse(lines.join("\n")) as object)).toEqual([
      "schemaVersion",
      "run",
      "coverage",
      "conflicts",
      "outcomes",
      "findings",
    ]);
    for (const finding of assessment.findings) {
      expect(lines.filter((line) => line.startsWith(`    {"id":"${finding.id}",`))).toHaveLength(1);
    }
  });

  it("never holds all findings at once", () => {
    const { findings, ...rest } = aBankAssessment();
    let taken = 0;
    const counted = {
      *[Symbol.iterator]() {
        for (const finding of findings) {
          taken += 1;
          yield finding;
        }
      },
    };
    for (const chunk of assessmentDocument({ ...rest, findings: counted })) {
      if (chunk.includes('"f-pay-r01-00"')) break;
    }

    expect(taken).toBe(1);
  });
});

describe("plan.json", () => {
  it("has one action to a line, and null for a call without a body", () => {
    const plan = aBankPlan();
    const bodiless = plan.actions.map((action) => ({ ...action, request: { ...action.request, body: undefined } }));
    const lines = linesOf(planDocument({ ...plan, actions: bodiless })).filter((line) => /^ {4}\{"id":"A/.test(line));

    expect(lines).toHaveLength(plan.actions.length);
    for (const line of lines) expect(JSON.parse(line.replace(/,$/, ""))).toHaveProperty("request.body", null);
  });
});
