import type { OutcomeKind } from "../domain/assessment.ts";
import type { Severity } from "../domain/severity.ts";

/** What a cell means, for its colour; its words alone must say it too. */
export type Tone = Severity | "good" | "warning" | "quiet" | "label";

export type CellValue = string | number | Date | null;

export type Cell = { readonly value: CellValue; readonly tone: Tone | undefined };

export type Column<Row> = {
  readonly header: string;
  /** In characters. */
  readonly width: number;
  readonly value: (row: Row) => CellValue;
  readonly tone?: (row: Row) => Tone | undefined;
};

export type Sheet = {
  readonly name: string;
  /** Lines above the table: a title first, then what to know before reading it. */
  readonly preface: readonly string[];
  readonly columns: readonly { readonly header: string; readonly width: number }[];
  readonly rows: Iterable<readonly Cell[]>;
};

/** A table of columns over rows, which are walked only as they are written. */
export function sheet<Row>(
  name: string,
  rows: Iterable<Row>,
  columns: readonly Column<Row>[],
  preface: readonly string[] = [],
): Sheet {
  return { name, preface, columns, rows: { [Symbol.iterator]: () => cellsOf(rows, columns) } };
}

function* cellsOf<Row>(rows: Iterable<Row>, columns: readonly Column<Row>[]): Iterator<readonly Cell[]> {
  for (const row of rows) yield columns.map(({ value, tone }) => ({ value: value(row), tone: tone?.(row) }));
}

export const outcomeTones = {
  satisfied: "good",
  violated: "critical",
  inconclusive: "warning",
  errored: "warning",
  "not-applicable": "quiet",
} as const satisfies Record<OutcomeKind, Tone>;

/** A moment as a cell; null stays empty. */
export function dateCell(moment: string | null): Date | string | null {
  if (moment === null) return null;
  const date = new Date(moment);
  return Number.isNaN(date.getTime()) ? moment : date;
}
