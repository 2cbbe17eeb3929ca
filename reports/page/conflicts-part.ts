import type { AssessedConflict, Duty } from "../../src/domain/assessment.ts";
import type { AssessmentSource } from "../../src/report-kit/assessment-source.ts";
import { counted } from "../../src/report-kit/conclusion.ts";
import { declaredDirection } from "../../src/report-kit/declared-direction.ts";
import { type Html, html } from "../../src/report-kit/html.ts";
import { holdersOf, limitWords } from "../../src/report-kit/wording.ts";
import { conflictMatrix } from "./conflict-matrix.ts";
import { name, outcomeMark, scrolling, severityMark } from "./marks.ts";

/** The matrix, then every conflict in words; conflicts whose duties nothing is bound to are folded away by pack. */
export function conflictsPart({ conflicts }: AssessmentSource): Html {
  const bound = conflicts.filter(({ outcome }) => outcome !== "not-applicable");
  const unbound = conflicts.filter(({ outcome }) => outcome === "not-applicable");

  return html`<section id="conflicts" aria-labelledby="conflicts-title">
<h2 id="conflicts-title">Conflicts</h2>
${bound.length === 0 ? html`<p>No conflict could be judged: nothing in this tenant is bound to any duty.</p>` : html`${conflictMatrix(bound)}${conflictTable(bound)}`}
${unbound.length > 0 && unboundList(unbound)}
</section>`;
}

function unboundList(conflicts: readonly AssessedConflict[]): Html {
  const packs = [...Map.groupBy(conflicts, ({ pack }) => pack ?? "")];
  return html`<details><summary>${counted(conflicts.length, "conflict")} not judged: nothing is bound to their duties</summary>
${packs.map(
  ([pack, ofPack]) =>
    html`<details><summary>${pack}: ${counted(ofPack.length, "conflict")}</summary><ul>${ofPack.map(unboundItem)}</ul></details>`,
)}</details>`;
}

/** What is bound in part was meant to be judged: what it lacks is told. */
function unboundItem({ id, title, duties, reason }: AssessedConflict): Html {
  const isBegun = duties.some(({ accessPoints }) => accessPoints.length > 0);
  return html`<li><code>${id}</code> ${title}${isBegun && reason !== undefined && html`<span class="under">${reason}</span>`}</li>`;
}

function conflictTable(conflicts: readonly AssessedConflict[]): Html {
  const table = html`<table>
<thead><tr><th scope="col">Conflict</th><th scope="col">Severity</th><th scope="col">Outcome</th><th scope="col" class="number">Dual holders</th><th scope="col">Declared in the tenant</th></tr></thead>
<tbody>${conflicts.map(row)}</tbody>
</table>`;
  return scrolling("Outcome of every conflict", table);
}

function row(conflict: AssessedConflict): Html {
  const { id, title, severity, outcome, duties, reason } = conflict;
  const limit = limitWords(conflict);
  return html`<tr><th scope="row">${name(title)}<span class="under"><code>${id}</code></span>${limit !== null && html`<span class="under">${limit}</span>`}${duties.filter(saysMore).map(dutyLine)}</th><td>${severityMark(severity)}</td><td>${outcomeMark(outcome)}${reason !== undefined && html`<span class="under">${reason}</span>`}</td><td class="number"><strong>${holdersOf(conflict)}</strong></td><td>${declaredDirection(conflict)}</td></tr>
`;
}

function dutyLine({ title, accessPoints }: Duty): Html {
  const points = accessPoints.map(({ name: called }) => called).join(", ");
  return html`<span class="under">${name(title)}: ${points === "" ? "nothing bound" : name(points)}</span>`;
}

/** A declared conflict's duties are its two ends under their own names. */
function saysMore({ title, accessPoints: [first, ...others] }: Duty): boolean {
  return others.length > 0 || first?.name !== title;
}
