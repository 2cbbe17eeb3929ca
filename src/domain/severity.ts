/** How bad a finding is, least first. */
export const severities = ["low", "medium", "high", "critical"] as const;

export type Severity = (typeof severities)[number];

/** One step milder, or the mildest. */
export function milder(severity: Severity): Severity {
  return severities[severities.indexOf(severity) - 1] ?? "low";
}

/** Negative when `a` is the milder one; sorts ascending. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}
