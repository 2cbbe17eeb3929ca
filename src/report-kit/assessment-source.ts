import type { Assessment, Finding } from "../domain/assessment.ts";

/** An assessment whose findings need not be in memory: they may be walked again and again. */
export type AssessmentSource = Omit<Assessment, "findings"> & { readonly findings: Iterable<Finding> };
