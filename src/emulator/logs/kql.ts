import { KqlError } from "./kql-error.ts";
import { parsePredicate } from "./kql-predicate.ts";
import { parseSummarize } from "./kql-summarize.ts";
import { type KqlToken, KqlTokens, unexpected } from "./kql-tokens.ts";
import { compareCells, indexOfColumn, type Table } from "./table.ts";

type Step = (table: Table) => Table;

/**
 * Runs the little of the Kusto query language that reading an audit log takes: `where`, `project`, `order by`, `take` and
 * `summarize` of `count`, `min` and `max`. Throws a KqlError on anything else.
 */
export function runQuery(query: string, tables: Readonly<Record<string, () => Table>>): Table {
  const tokens = new KqlTokens(query);
  const name = tokens.word();
  const steps: Step[] = [];
  while (tokens.takes("|")) steps.push(parseStep(tokens));
  if (!tokens.isDone) throw unexpected(tokens.next());

  const source = Object.hasOwn(tables, name.text) ? tables[name.text] : undefined;
  if (source === undefined) {
    throw new KqlError("SemanticError", `Failed to resolve table or column expression named '${name.text}'`, name.at);
  }
  return steps.reduce((table, step) => step(table), source());
}

function parseStep(tokens: KqlTokens): Step {
  const operator = tokens.word();
  if (operator.text === "where") return parseWhere(tokens);
  if (operator.text === "project") return parseProject(tokens);
  if (operator.text === "summarize") return parseSummarize(tokens);
  if (operator.text === "take") return parseTake(tokens);
  if (operator.text === "order" || operator.text === "sort") return parseOrder(tokens);
  throw unexpected(operator);
}

function parseWhere(tokens: KqlTokens): Step {
  const predicate = parsePredicate(tokens);
  return (table) => ({ ...table, rows: table.rows.filter(predicate(table)) });
}

function parseProject(tokens: KqlTokens): Step {
  const names = [tokens.word()];
  while (tokens.takes(",")) names.push(tokens.word());
  return (table) => {
    const picked = names.map((name) => indexOfColumn(table, name));
    return {
      columns: picked.flatMap((index) => table.columns[index] ?? []),
      rows: table.rows.map((row) => picked.map((index) => row[index] ?? null)),
    };
  };
}

function parseTake(tokens: KqlTokens): Step {
  const token = tokens.next();
  if (token.kind !== "number") throw unexpected(token);
  return (table) => ({ ...table, rows: table.rows.slice(0, Number(token.text)) });
}

/** Kusto sorts from last to first unless told `asc`. */
function parseOrder(tokens: KqlTokens): Step {
  tokens.expects("by");
  const keys: { readonly column: KqlToken; readonly sign: 1 | -1 }[] = [];
  do {
    const column = tokens.word();
    const sign = tokens.takes("asc") ? 1 : -1;
    if (sign === -1) tokens.takes("desc");
    keys.push({ column, sign });
  } while (tokens.takes(","));

  return (table) => {
    const by = keys.map(({ column, sign }) => ({ index: indexOfColumn(table, column), sign }));
    const rows = table.rows.toSorted((a, b) => {
      for (const { index, sign } of by) {
        const order = compareCells(a[index] ?? null, b[index] ?? null, table.columns[index]?.type);
        if (order !== 0) return order * sign;
      }
      return 0;
    });
    return { ...table, rows };
  };
}
