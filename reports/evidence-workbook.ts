import type { Plan } from "../src/domain/plan.ts";
import type { AssessmentSource } from "../src/report-kit/assessment-source.ts";
import type { Sheet } from "../src/report-kit/sheet.ts";
import { declarationsSheet, pathsSheet } from "./evidence-workbook/access-sheets.ts";
import { conflictsSheet, coverageSheet, rulesSheet, unboundSheet } from "./evidence-workbook/assessment-sheets.ts";
import { coverSheet } from "./evidence-workbook/cover-sheet.ts";
import { findingsSheet } from "./evidence-workbook/findings-sheet.ts";
import { beforeAfterSheet, cannotFixSheet, planSheet, staffingSheet } from "./evidence-workbook/plan-sheets.ts";

/** The sheets an auditor opens, in the order in which they are read. */
export function evidenceWorkbook(assessment: AssessmentSource, plan: Plan): readonly Sheet[] {
  return [
    coverSheet(assessment, plan),
    coverageSheet(assessment),
    rulesSheet(assessment),
    conflictsSheet(assessment),
    findingsSheet(assessment),
    pathsSheet(assessment),
    declarationsSheet(assessment),
    planSheet(plan),
    cannotFixSheet(plan),
    beforeAfterSheet(plan, assessment),
    staffingSheet(plan),
    unboundSheet(assessment),
  ];
}
