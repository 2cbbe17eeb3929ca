import { sectionsOfFact } from "./facts/sections-of-facts.ts";
import type { Rule } from "./rule.ts";

/** The sections a rule needs, in the order of its needs. */
export function sectionsOfRule({ meta }: Rule): readonly string[] {
  return [...new Set(meta.needs.flatMap((need) => sectionsOfFact(need)))];
}

/** What there is to know of a rule, as Markdown. */
export function rulePage(rule: Rule): string {
  const { meta } = rule;
  const silent = [...new Set(meta.concludesFromAbsenceOf.flatMap((need) => sectionsOfFact(need)))];
  return `## ${meta.code} ${meta.title}

\`${meta.id}\`, ${meta.severity}

${meta.rationale}

- **Remedy:** ${meta.remedy}
- **Needs:** ${sectionsOfRule(rule).join(", ") || "nothing but the record of what was read"}
- **Concludes from silence of:** ${silent.join(", ") || "nothing; what it finds in part of the data stands"}
- **Parameters:** ${parametersOf(rule)}
- **Mind:** ${meta.falsePositives}
- **Answers to:** ${meta.references.join(", ")}
`;
}

function parametersOf({ meta: { parameters = {} } }: Rule): string {
  const told = Object.entries(parameters).map(([name, parameter]) => {
    const standard = [parameter.default].flat().join(", ") || "none";
    return `\`${name}\`, ${parameter.meaning} (${parameter.kind}; ${standard})`;
  });
  return told.length === 0 ? "none" : told.join("; ");
}
