import { KqlError } from "./kql-error.ts";
import { type KqlToken, type KqlTokens, unexpected } from "./kql-tokens.ts";
import { type Cell, compareCells, indexOfColumn, type Table } from "./table.ts";

/** A condition; it looks for its columns in the table before it looks at rows. */
export type Predicate = (table: Table) => (row: readonly Cell[]) => boolean;

/** Reads comparisons and `in` lists joined by `and` and `or`. */
export function parsePredicate(tokens: KqlTokens): Predicate {
  const either = [parseAll(tokens)];
  while (tokens.takes("or")) either.push(parseAll(tokens));
  return (table) => {
    const tests = either.map((predicate) => predicate(table));
    return (row) => tests.some((test) => test(row));
  };
}

function parseAll(tokens: KqlTokens): Predicate {
  const all = [parseOne(tokens)];
  while (tokens.takes("and")) all.push(parseOne(tokens));
  return (table) => {
    const tests = all.map((predicate) => predicate(table));
    return (row) => tests.every((test) => test(row));
  };
}

function parseOne(tokens: KqlTokens): Predicate {
  if (tokens.takes("(")) {
    const inner = parsePredicate(tokens);
    tokens.expects(")");
    return inner;
  }
  const column = tokens.word();
  const operator = tokens.next();
  if (operator.text === "in" || operator.text === "in~") return isIn(column, operator, parseList(tokens));
  const holds = comparisons[operator.text];
  if (operator.kind !== "sign" || holds === undefined) throw unexpected(operator);

  const literal = literalIn(tokens);
  return (table) => {
    const { index, type } = typed(table, column, literal);
    return (row) => holds(compareCells(row[index] ?? null, literal.text, type));
  };
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  "==": (order) => order === 0,
  "!=": (order) => order !== 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
};

/** `in~` ignores case. */
function isIn(column: KqlToken, operator: KqlToken, literals: readonly KqlToken[]): Predicate {
  const folded = (text: string): string => (operator.text === "in~" ? text.toLowerCase() : text);
  const wanted = new Set(literals.map(({ text }) => folded(text)));
  return (table) => {
    const { index } = typed(table, column, ...literals);
    return (row) => wanted.has(folded(String(row[index] ?? "")));
  };
}

function parseList(tokens: KqlTokens): readonly KqlToken[] {
  tokens.expects("(");
  const literals = [literalIn(tokens)];
  while (tokens.takes(",")) literals.push(literalIn(tokens));
  tokens.expects(")");
  return literals;
}

function literalIn(tokens: KqlTokens): KqlToken {
  const token = tokens.next();
  if (token.kind === "datetime" && Number.isNaN(Date.parse(token.text))) throw unexpected(token);
  if (token.kind !== "string" && token.kind !== "datetime") throw unexpected(token);
  return token;
}

/** Dates compare with dates and texts with texts: the service converts nothing. */
function typed(table: Table, column: KqlToken, ...literals: readonly KqlToken[]) {
  const index = indexOfColumn(table, column);
  const type = table.columns[index]?.type;
  const other = literals.find(({ kind }) => kind !== type);
  if (other !== undefined) {
    const message = `Cannot compare values of types ${type} and ${other.kind}. Try adding explicit casts`;
    throw new KqlError("SemanticError", message, other.at);
  }
  return { index, type };
}
