import type { AssessedConflict, Duty } from "../../src/domain/assessment.ts";
import { declaredDirection } from "../../src/report-kit/declared-direction.ts";
import { type Html, html } from "../../src/report-kit/html.ts";
import { holdersOf } from "../../src/report-kit/wording.ts";
import { name, outcomeMark, scrolling, severityMark } from "./marks.ts";

/** Beyond this many duties a matrix says less than the table under it. */
const widest = 16;

/** Duty by duty, as far as two of them are a conflict of their own: who could do both. */
export function conflictMatrix(judged: readonly AssessedConflict[]): Html {
  const conflicts = judged.filter(({ duties, people }) => duties.length === 2 && people === undefined);
  const duties = [...new Map(conflicts.flatMap((each) => each.duties).map((duty) => [duty.id, duty])).values()];
  const rows = duties.filter((duty, index) => meets(duty, duties.slice(index + 1), conflicts));
  const columns = duties.filter((duty, index) => meets(duty, duties.slice(0, index), conflicts));
  if (columns.length === 0 || columns.length > widest) return html``;

  const table = html`<table class="matrix">
<thead><tr><th scope="col">Duty</th>${columns.map(({ title }) => html`<th scope="col">${name(title)}</th>`)}</tr></thead>
<tbody>${rows.map((duty) => matrixRow(duty, columns, conflicts))}</tbody>
</table>`;
  return html`<p class="note">Each cell: how many hold both the duty of its row and the duty of its column, and how far the tenant itself declares the two incompatible.</p>
${scrolling("Conflict matrix", table)}`;
}

function meets(duty: Duty, others: readonly Duty[], conflicts: readonly AssessedConflict[]): boolean {
  return conflicts.some((conflict) => hasDuty(conflict, duty.id) && others.some(({ id }) => hasDuty(conflict, id)));
}

function matrixRow(duty: Duty, columns: readonly Duty[], conflicts: readonly AssessedConflict[]): Html {
  const cells = columns.map((other) => {
    const between = conflicts.filter(
      (conflict) => other.id !== duty.id && hasDuty(conflict, duty.id) && hasDuty(conflict, other.id),
    );
    return between.length === 0 ? html`<td class="free">·</td>` : html`<td class="meeting">${between.map(cell)}</td>`;
  });
  return html`<tr><th scope="row">${name(duty.title)}</th>${cells}</tr>
`;
}

const hasDuty = ({ duties }: AssessedConflict, id: string): boolean => duties.some((duty) => duty.id === id);

function cell(conflict: AssessedConflict): Html {
  return html`<div><strong class="holders">${holdersOf(conflict)}</strong> ${severityMark(conflict.severity)}<br>${outcomeMark(conflict.outcome)}<span class="under">${declaredDirection(conflict)}</span></div>`;
}
