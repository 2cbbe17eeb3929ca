import type { Holding } from "../../src/domain/access.ts";
import type { Finding, Side } from "../../src/domain/assessment.ts";
import { severities } from "../../src/domain/severity.ts";
import { acceptedBy } from "../../src/report-kit/accepted-by.ts";
import type { AssessmentSource } from "../../src/report-kit/assessment-source.ts";
import { chainOf } from "../../src/report-kit/chain.ts";
import { counted } from "../../src/report-kit/conclusion.ts";
import { type Html, html } from "../../src/report-kit/html.ts";
import { chip, momentText, name, person, severityMark } from "./marks.ts";

/** What a browser shows without effort; the workbook has all of them. */
const most = 2000;

/** The findings with both sides and every path, which a reader may narrow by text, rule, severity and conflict. */
export function findingsPart({ findings, outcomes, conflicts }: AssessmentSource): Html {
  const shown: Html[] = [];
  const rules = new Set<string>();
  const named = new Set<string>();
  let total = 0;
  for (const finding of findings) {
    total += 1;
    if (shown.length >= most) continue;
    shown.push(article(finding));
    rules.add(finding.rule);
    if (finding.conflict !== undefined) named.add(finding.conflict);
  }
  const clean = [...outcomes, ...conflicts].every(
    ({ outcome }) => outcome === "satisfied" || outcome === "not-applicable",
  );

  return html`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
${total === 0 && html`<p>${clean ? "No findings." : "No findings, but not everything was judged: see what is not known, above."}</p>`}
${total > shown.length && html`<p class="banner">The first ${most.toLocaleString("en-US")} of ${total.toLocaleString("en-US")} findings; all of them are in evidence.xlsx and assessment.json.</p>`}
${total > 0 && filters([...rules], [...named])}
${shown}
</section>`;
}

function filters(rules: readonly string[], conflicts: readonly string[]): Html {
  return html`<form id="filters" role="search" aria-label="Narrow the findings" hidden>
<label>Text <input type="search" name="text" autocomplete="off"></label>
${choice("rule", "Rule", rules)}
${choice("severity", "Severity", severities.toReversed())}
${choice("conflict", "Conflict", conflicts)}
<output id="shown"></output>
</form>`;
}

function choice(field: string, label: string, values: readonly string[]): Html {
  return html`<label>${label} <select name="${field}"><option value="">all</option>${values.map((value) => html`<option value="${value}">${value}</option>`)}</select></label>`;
}

function article(finding: Finding): Html {
  const {
    id,
    rule,
    code,
    severity,
    status,
    exposure,
    principal,
    subject,
    conflict,
    alsoDeclared = [],
    sides = [],
    arithmetic,
    waiver,
  } = finding;
  const who = principal === null ? html`<strong>${name(subject?.name ?? code)}</strong>` : person(principal);
  return html`<article class="finding" id="${id}" data-rule="${rule}" data-severity="${severity}" data-conflict="${conflict ?? ""}">
<h3>${severityMark(severity)} ${who}${exposure !== "active" && html` <span class="chip">${exposure}</span>`}${status !== "open" && html` <span class="chip">${status}</span>`}</h3>
<p>${finding.message} <span class="remedy">${finding.remedy}</span></p>
${waiver !== undefined && html`<p class="accepted">${acceptedBy(waiver)}</p>`}
${
  sides.length > 0 &&
  html`<details open><summary>How: ${counted(
    sides.reduce((paths, { holdings }) => paths + holdings.length, 0),
    "path",
  )}</summary><div class="sides">${sides.map(sidePart)}</div></details>`
}
<p class="refs"><code>${code}</code> ${rule}${arithmetic !== severity && html` · ${arithmetic}`}${conflict !== undefined && html` · <code>${conflict}</code>`}${alsoDeclared.length > 0 && html` · also <code>${alsoDeclared.join(", ")}</code>`}${finding.movedDuringCollection === true && " · moved during collection, judged on the later state"}<br>Finding <code>${id}</code>${finding.evidence.length > 0 && html` · evidence <code>${finding.evidence.join(" ")}</code>`}</p>
</article>
`;
}

function sidePart({ title, holdings }: Side): Html {
  return html`<section><h4>${name(title)}</h4><ol>${holdings.map(pathItem)}</ol></section>`;
}

function pathItem(holding: Holding): Html {
  const { membership, from, until, evidence } = holding;
  const span = [from !== null && `from ${momentText(from)}`, until === null ? "no end" : `until ${momentText(until)}`];
  return html`<li><span class="chain">${chainOf(holding).map(chip)}</span><span class="under">${membership}, ${span.filter((part) => part !== false).join(", ")} · <code>${evidence.join(" ")}</code></span></li>`;
}
