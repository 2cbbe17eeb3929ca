/** How bad a finding is, least first. */
export const severities = ["low", "medium", "high", "critical"] as const;

export type Severity = (typeof severities)[number];

/** Negative when `a` is the milder one; sorts ascending. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b);
}

/**
 * A severity after steps up and down, never beyond the worst or the mildest, with the sum as a person reads it:
 * `critical = high +1 (the second account is a guest)`.
 */
export function weigh(
  base: Severity,
  adjustments: readonly { readonly steps: 1 | -1; readonly because: string }[],
): { readonly severity: Severity; readonly arithmetic: string } {
  const sum = adjustments.reduce((total, { steps }) => total + steps, severities.indexOf(base));
  const severity = severities[Math.min(Math.max(sum, 0), severities.length - 1)] ?? base;
  const terms = adjustments.map(({ steps, because }) => ` ${steps > 0 ? "+1" : "-1"} (${because})`);
  return { severity, arithmetic: terms.length === 0 ? base : `${severity} = ${base}${terms.join("")}` };
}
