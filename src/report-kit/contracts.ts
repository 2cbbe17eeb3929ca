import { z } from "zod";
import type { Assessment } from "../domain/assessment.ts";
import type { Plan } from "../domain/plan.ts";
import { ScanError } from "../scan-error.ts";
import { assessmentContract } from "./assessment-contract.ts";
import { planContract } from "./plan-contract.ts";
import { visibleLine } from "./visible-text.ts";

/** Reads an assessment back; refuses anything else with "assessment/unreadable" and the place of the first fault. */
export function parseAssessment(text: string, file = "assessment.json"): Assessment {
  return parseAs(assessmentContract, text, file);
}

/** Reads a plan back; refuses anything else with "assessment/unreadable" and the place of the first fault. */
export function parsePlan(text: string, file = "plan.json"): Plan {
  return parseAs(planContract, text, file);
}

function parseAs<Document>(contract: z.ZodType<Document>, text: string, file: string): Document {
  const parsed = contract.safeParse(valueOf(text, file));
  if (parsed.success) return parsed.data;

  const [fault] = parsed.error.issues;
  const place = z.core.toDotPath(fault?.path ?? []);
  const where = place === "" ? "" : ` at ${place}`;
  throw new ScanError("assessment/unreadable", visibleLine(`${file} is not valid${where}: ${fault?.message}.`), {
    cause: parsed.error,
  });
}

function valueOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ScanError("assessment/unreadable", visibleLine(`${file} is not JSON: ${reason}.`), { cause });
  }
}
