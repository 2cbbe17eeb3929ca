import type { AssessedConflict, Duty } from "../../src/domain/assessment.ts";
import { declaredDirection } from "../../src/report-kit/declared-direction.ts";
import { type Html, html } from "../../src/report-kit/html.ts";
import { holdersOf } from "../../src/report-kit/wording.ts";
import { name, outcomeMark, scrolling, severityMark } from "./marks.ts";

/** Beyond this many duties a matrix says less than the table under it. */
const widest = 16;

/** Duty by duty: who could do both. Numbers stand for the duties named on the left. */
export function conflictMatrix(conflicts: readonly AssessedConflict[]): Html {
  const duties = [...new Map(conflicts.flatMap((each) => each.duties).map((duty) => [duty.id, duty])).values()];
  if (duties.length > widest) return html``;

  const table = html`<table class="matrix">
<caption>Each cell: how many hold both the duty of its row and the duty of its column, and how far the tenant itself declares the two incompatible.</caption>
<thead><tr><th scope="col">Duty</th>${duties.slice(1).map((duty, index) => html`<th scope="col"><abbr title="${duty.title}">${index + 2}</abbr></th>`)}</tr></thead>
<tbody>${duties.map((duty, row) => matrixRow(duty, row, duties, conflicts))}</tbody>
</table>`;
  return scrolling("Conflict matrix", table);
}

function matrixRow(duty: Duty, row: number, duties: readonly Duty[], conflicts: readonly AssessedConflict[]): Html {
  const cells = duties.slice(1).map((other, index) => {
    if (index + 1 <= row) return html`<td class="empty"></td>`;
    const between = conflicts.filter((conflict) => hasDuty(conflict, duty.id) && hasDuty(conflict, other.id));
    return between.length === 0 ? html`<td class="free">·</td>` : html`<td class="meeting">${between.map(cell)}</td>`;
  });
  return html`<tr><th scope="row"><span class="index">${row + 1}</span> ${name(duty.title)}</th>${cells}</tr>
`;
}

const hasDuty = ({ duties }: AssessedConflict, id: string): boolean => duties.some((duty) => duty.id === id);

function cell(conflict: AssessedConflict): Html {
  return html`<div><strong class="holders">${holdersOf(conflict)}</strong> ${severityMark(conflict.severity)}<br>${outcomeMark(conflict.outcome)}<span class="under">${declaredDirection(conflict)}</span></div>`;
}
