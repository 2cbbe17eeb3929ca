import type { Plan } from "../src/domain/plan.ts";
import type { AssessmentSource } from "../src/report-kit/assessment-source.ts";
import { html } from "../src/report-kit/html.ts";
import { htmlDocument } from "../src/report-kit/html-document.ts";
import { conflictsPart } from "./page/conflicts-part.ts";
import { findingsPart } from "./page/findings-part.ts";
import { headlinePart } from "./page/headline-part.ts";
import { planPart } from "./page/plan-part.ts";
import { provenancePart } from "./page/provenance-part.ts";
import { rulesPart } from "./page/rules-part.ts";
import { script } from "./page/script.ts";
import { style } from "./page/style.ts";

/** `report.html`: everything an examiner reads, in one file that runs nothing of anyone else's and fetches nothing. */
export function page(assessment: AssessmentSource, plan: Plan): string {
  const body = html`<a class="skip" href="#main">Skip to the report</a>
${headlinePart(assessment)}
<main id="main">
${rulesPart(assessment)}
${conflictsPart(assessment)}
${findingsPart(assessment)}
${planPart(assessment, plan)}
${provenancePart(assessment, plan)}
</main>
<footer>sodscan ${assessment.run.toolVersion}. The same facts, for machines: <code>assessment.json</code> and <code>plan.json</code> beside this file.</footer>`;

  return htmlDocument({ title: `Separation of duties: ${assessment.run.tenantName}`, style, script, body });
}
