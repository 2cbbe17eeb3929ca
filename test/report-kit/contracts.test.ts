import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { z } from "zod";
import { assessmentDocument } from "../../reports/assessment-document.ts";
import { planDocument } from "../../reports/plan-document.ts";
import type { Assessment } from "../../src/domain/assessment.ts";
import type { Plan } from "../../src/domain/plan.ts";
import type { assessmentContract } from "../../src/report-kit/assessment-contract.ts";
import { parseAssessment, parsePlan } from "../../src/report-kit/contracts.ts";
import type { planContract } from "../../src/report-kit/plan-contract.ts";
import { publishedSchemas } from "../../src/report-kit/published-schemas.ts";
import { ScanError } from "../../src/scan-error.ts";
import { aBankAssessment } from "../builders/assessment.ts";
import { hostileAssessment, hostilePlan } from "../builders/hostile.ts";
import { aBankPlan } from "../builders/plan.ts";

const textOf = (chunks: Iterable<string>): string => [...chunks].join("");

function validator(name: string) {
  const ajv = new Ajv2020({ strict: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(`reports/schemas/${name}`, "utf8")) as object);
}

function refusal(read: () => unknown): ScanError {
  try {
    read();
  } catch (error) {
    if (error instanceof ScanError) return error;
    throw error;
  }
  throw new Error("it was accepted");
}

describe("the contracts", () => {
  it("take everything that the domain can say", () => {
    expectTypeOf<Assessment>().toExtend<z.output<typeof assessmentContract>>();
    expectTypeOf<Plan>().toExtend<z.output<typeof planContract>>();
  });

  it("are published as they are", () => {
    for (const [name, schema] of Object.entries(publishedSchemas())) {
      const published: unknown = JSON.parse(readFileSync(`reports/schemas/${name}`, "utf8"));

      expect(published, "run `npm run generate`").toEqual(JSON.parse(schema));
    }
  });

  it.each([
    ["ordinary", aBankAssessment(), aBankPlan()],
    ["hostile", hostileAssessment(aBankAssessment()), hostilePlan(aBankPlan())],
  ])("hold %s documents, by the published schema and by reading them back", (_, assessment, plan) => {
    const assessmentText = textOf(assessmentDocument(assessment));
    const planText = textOf(planDocument(plan));
    const validAssessment = validator("assessment.schema.json");
    const validPlan = validator("plan.schema.json");

    expect([validAssessment(JSON.parse(assessmentText)), validAssessment.errors]).toEqual([true, null]);
    expect([validPlan(JSON.parse(planText)), validPlan.errors]).toEqual([true, null]);
    expect(parseAssessment(assessmentText)).toEqual(assessment);
    expect(parsePlan(planText)).toEqual(plan);
  });

  it("refuse a property that nobody knows, in the schema too", () => {
    const odd = { ...aBankAssessment(), clean: true };

    expect(validator("assessment.schema.json")(odd)).toBe(false);
    expect(refusal(() => parseAssessment(JSON.stringify(odd))).message).toContain("clean");
  });

  it("name the place of the fault", () => {
    const { findings, ...rest } = aBankAssessment();
    const broken = { ...rest, findings: [findings[0], { ...findings[1], severity: "\u001b[31mbad" }] };
    const error = refusal(() => parseAssessment(JSON.stringify(broken), "evidence/assessment.json"));

    expect(error.code).toBe("assessment/unreadable");
    expect(error.message).toMatch(/^evidence\/assessment\.json is not valid at findings\[1\]\.severity: /);
  });

  it("say when a file is not JSON at all, without repeating what could steer a terminal", () => {
    const error = refusal(() => parsePlan("\u001b[2J{"));

    expect(error.code).toBe("assessment/unreadable");
    expect(error.message).toMatch(/^plan\.json is not JSON: /);
    expect(error.message).not.toContain("\u001b");
  });
});
