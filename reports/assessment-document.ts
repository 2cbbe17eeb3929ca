import type { AssessmentSource } from "../src/report-kit/assessment-source.ts";
import { jsonDocument } from "../src/report-kit/json-document.ts";

/** `assessment.json` in chunks: one section, conflict, outcome and finding per line. */
export function assessmentDocument(assessment: AssessmentSource): Iterable<string> {
  const { schemaVersion, run, coverage, conflicts, outcomes, findings } = assessment;
  return jsonDocument({
    schemaVersion,
    run,
    coverage: { lines: coverage },
    conflicts: { lines: conflicts },
    outcomes: { lines: outcomes },
    findings: { lines: findings },
  });
}
