import type { Severity } from "../domain/severity.ts";

/** The longest a waiver may run, by the severity of what it covers: the worse, the sooner somebody looks again. */
export type LongestWaiver = Readonly<Record<Severity, string>>;

/** What holds where the configuration sets nothing. */
export const longestWaiver = {
  critical: "P30D",
  high: "P90D",
  medium: "P180D",
  low: "P365D",
} as const satisfies LongestWaiver;
