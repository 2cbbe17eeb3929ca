import type { RuleOutcome } from "../../src/domain/assessment.ts";
import type { AssessmentSource } from "../../src/report-kit/assessment-source.ts";
import { type Html, html } from "../../src/report-kit/html.ts";
import { outcomeMark, scrolling, severityMark } from "./marks.ts";

export function rulesPart({ outcomes }: AssessmentSource): Html {
  const table = html`<table>
<thead><tr><th scope="col">Rule</th><th scope="col">Severity</th><th scope="col">Outcome</th><th scope="col" class="number">Violations</th></tr></thead>
<tbody>${outcomes.map(row)}</tbody>
</table>`;

  return html`<section id="rules" aria-labelledby="rules-title">
<h2 id="rules-title">Rules</h2>
${scrolling("Outcome of every rule", table)}
</section>`;
}

function row({ code, rule, title, severity, outcome, examined, violations, reason }: RuleOutcome): Html {
  const counts =
    outcome === "satisfied" || outcome === "violated" || violations > 0
      ? html`<strong>${violations.toLocaleString("en-US")}</strong> of ${examined.toLocaleString("en-US")}`
      : html`<span class="quiet">not known</span>`;
  return html`<tr><th scope="row">${title}<span class="under"><code>${code}</code> ${rule}</span></th><td>${severityMark(severity)}</td><td>${outcomeMark(outcome)}${reason !== undefined && html`<span class="under">${reason}</span>`}</td><td class="number">${outcome === "not-applicable" ? html`<span class="quiet">–</span>` : counts}</td></tr>
`;
}
