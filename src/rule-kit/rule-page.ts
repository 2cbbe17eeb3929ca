import { sectionsOfFact } from "./facts.ts";
import type { Rule } from "./rule.ts";

/** The sections a rule needs, in the order of its needs. */
export function sectionsOfRule({ meta }: Rule): readonly string[] {
  return [...new Set(meta.needs.flatMap((need) => sectionsOfFact[need]))];
}

/** What there is to know of a rule, as Markdown. */
export function rulePage(rule: Rule): string {
  const { meta } = rule;
  const silent = [...new Set(meta.concludesFromAbsenceOf.flatMap((need) => sectionsOfFact[need]))];
  return `## ${meta.code} ${meta.title}

\`${meta.id}\`, ${meta.severity}

${meta.rationale}

- **Remedy:** ${meta.remedy}
- **Needs:** ${sectionsOfRule(rule).join(", ") || "nothing but the record of what was read"}
- **Concludes from silence of:** ${silent.join(", ") || "nothing; what it finds in part of the data stands"}
- **Mind:** ${meta.falsePositives}
- **Answers to:** ${meta.references.join(", ")}
`;
}
