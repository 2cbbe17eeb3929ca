import { type KqlToken, type KqlTokens, unexpected } from "./kql-tokens.ts";
import { type Cell, type Column, compareCells, indexOfColumn, type Table } from "./table.ts";

/** `count()`, `min(Column)` or `max(Column)`, under a name of its own or the one that Kusto gives. */
type Aggregate = {
  readonly name: string;
  readonly fold: (table: Table) => {
    readonly type: Column["type"];
    readonly of: (rows: readonly (readonly Cell[])[]) => Cell;
  };
};

export function parseSummarize(tokens: KqlTokens): (table: Table) => Table {
  const aggregates = [parseAggregate(tokens)];
  while (tokens.takes(",")) aggregates.push(parseAggregate(tokens));
  const by: KqlToken[] = [];
  if (tokens.takes("by")) {
    do by.push(tokens.word());
    while (tokens.takes(","));
  }
  return (table) => summarized(table, aggregates, by);
}

function parseAggregate(tokens: KqlTokens): Aggregate {
  const first = tokens.word();
  const isNamed = tokens.takes("=");
  const word = isNamed ? tokens.word() : first;
  tokens.expects("(");
  const column = word.text === "count" ? null : tokens.word();
  tokens.expects(")");

  const name = isNamed ? first.text : `${word.text}_${column?.text ?? ""}`;
  if (word.text === "count") return { name, fold: () => ({ type: "long", of: (rows) => rows.length }) };
  if (column === null || (word.text !== "min" && word.text !== "max")) throw unexpected(word);
  return { name, fold: extreme(column, word.text === "min" ? 1 : -1) };
}

function extreme(column: KqlToken, sign: 1 | -1): Aggregate["fold"] {
  return (table) => {
    const index = indexOfColumn(table, column);
    const type = table.columns[index]?.type ?? "string";
    const first = (a: Cell, b: Cell): Cell => (a === null || compareCells(b, a, type) * sign < 0 ? b : a);
    return { type, of: (rows) => rows.reduce<Cell>((best, row) => first(best, row[index] ?? null), null) };
  };
}

/** One row in all, or one for each combination of the `by` columns. */
function summarized(table: Table, aggregates: readonly Aggregate[], by: readonly KqlToken[]): Table {
  const keys = by.map((column) => indexOfColumn(table, column));
  const folds = aggregates.map(({ name, fold }) => ({ name, ...fold(table) }));
  const groups =
    keys.length === 0
      ? [table.rows]
      : Map.groupBy(table.rows, (row) => JSON.stringify(keys.map((key) => row[key]))).values();

  return {
    columns: [...keys.flatMap((key) => table.columns[key] ?? []), ...folds.map(({ name, type }) => ({ name, type }))],
    rows: [...groups].map((rows) => [...keys.map((key) => rows[0]?.[key] ?? null), ...folds.map(({ of }) => of(rows))]),
  };
}
