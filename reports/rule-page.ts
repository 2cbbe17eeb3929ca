import type { Severity } from "../src/domain/severity.ts";

/** What there is to know of a rule before it has run. */
export type RulePage = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly severity: Severity;
  readonly rationale: string;
  readonly remedy: string;
  readonly falsePositives: string;
  readonly references: readonly string[];
  readonly sections: readonly string[];
  readonly permissions: readonly string[];
};

export function rulePage(page: RulePage): string {
  return [
    `${page.code} ${page.id} (${page.severity})`,
    page.title,
    "",
    `Why              ${page.rationale}`,
    `Remedy           ${page.remedy}`,
    `False positives  ${page.falsePositives}`,
    `Controls         ${page.references.join("; ")}`,
    `Reads            ${page.sections.join(", ") || "how far every section was read"}`,
    `Permissions      ${page.permissions.join(", ") || "none"}`,
  ].join("\n");
}
