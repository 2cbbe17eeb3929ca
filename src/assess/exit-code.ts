import type { Assessment } from "../domain/assessment.ts";
import { compareSeverity, type Severity } from "../domain/severity.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";

/** Findings at or above `failOn`, else anything inconclusive or errored, else clean. */
export function exitCodeOf({ findings, outcomes, conflicts }: Assessment, failOn: Severity): ExitCode {
  if (findings.some(({ severity, status }) => status === "open" && compareSeverity(severity, failOn) >= 0)) {
    return exitCodes.findings;
  }
  const unclear = [...outcomes, ...conflicts].some(
    ({ outcome }) => outcome === "inconclusive" || outcome === "errored",
  );
  return unclear ? exitCodes.inconclusive : exitCodes.clean;
}
