import type { Coverage } from "../../src/domain/assessment.ts";
import type { AssessmentSource } from "../../src/report-kit/assessment-source.ts";
import { conclusion } from "../../src/report-kit/conclusion.ts";
import { type Html, html } from "../../src/report-kit/html.ts";
import { momentText, name } from "./marks.ts";

/** The answer, and what it does not cover, before anything else. */
export function headlinePart(assessment: AssessmentSource): Html {
  const { run, coverage } = assessment;
  const { verdict, answer, details, caveats } = conclusion(assessment);
  const incomplete = coverage.filter(({ status }) => status !== "complete");

  return html`<header class="${verdict}">
<p class="eyebrow">Separation of duties · ${name(run.tenantName)} · as of ${momentText(run.asOf)}</p>
<h1>${answer}</h1>
${details.length > 0 && html`<p class="lede">${details.join(" ")}</p>`}
${
  caveats.length > 0 &&
  html`<section class="banner" aria-labelledby="incomplete">
<h2 id="incomplete">What is not known</h2>
<ul>${caveats.map((caveat) => html`<li>${caveat}</li>`)}</ul>
${incomplete.length > 0 && html`<dl>${incomplete.map(incompleteSection)}</dl>`}
</section>`
}
<nav aria-label="Contents"><a href="#rules">Rules</a> <a href="#conflicts">Conflicts</a> <a href="#findings">Findings</a> <a href="#plan">Plan</a> <a href="#provenance">Provenance</a></nav>
</header>`;
}

function incompleteSection({ section, status, reason, missingPermission, costs }: Coverage): Html {
  return html`<dt><code>${section}</code> ${status}</dt>
<dd>${reason ?? "No reason was recorded"}.${missingPermission !== undefined && html` Grant <code>${missingPermission}</code> and scan again.`}${costs.length > 0 && html` Costs: ${costs.join(", ")}.`}</dd>`;
}
