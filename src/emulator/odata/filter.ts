import type { Entity, EntityType } from "./entity.ts";
import { type Literal, compare, readLiteral } from "./literal.ts";
import { type PropertyPath, readPath } from "./property-path.ts";
import { TokenReader } from "./tokens.ts";

/** A property compared with a value, such as `accessPackage/id`, `eq` and an id. */
export type Comparison = { readonly property: string; readonly operator: string; readonly value: Literal["value"] };

/** A `$filter`, and what it is made of: the operators and functions, and the properties it starts from. */
export type Filter = {
  readonly matches: (entity: Entity) => boolean;
  readonly operators: ReadonlySet<string>;
  readonly properties: ReadonlySet<string>;
  /** The comparisons that all have to hold; null where the filter is more than that. */
  readonly comparisons: readonly Comparison[] | null;
};

type Predicate = Filter["matches"];

const comparisons = ["eq", "ne", "gt", "ge", "lt", "le"] as const;
const textFunctions = ["startswith", "endswith", "contains"] as const;

/** Reads the part of the OData filter language that Graph documents for these collections. Throws on anything else. */
export function parseFilter(text: string, type: EntityType): Filter {
  const parser = new FilterParser(new TokenReader(text), type);
  return parser.parse();
}

class FilterParser {
  readonly #reader: TokenReader;
  readonly #type: EntityType;
  readonly #operators = new Set<string>();
  readonly #properties = new Set<string>();
  readonly #comparisons: Comparison[] = [];
  #isConjunction = true;

  constructor(reader: TokenReader, type: EntityType) {
    this.#reader = reader;
    this.#type = type;
  }

  parse(): Filter {
    const matches = this.#either();
    if (!this.#reader.isDone) throw this.#reader.error(`nothing was expected before ${this.#reader.next().text}`);
    const comparisons = this.#isConjunction ? this.#comparisons : null;
    return { matches, operators: this.#operators, properties: this.#properties, comparisons };
  }

  #either(): Predicate {
    let left = this.#both();
    while (this.#reader.takes("or")) {
      this.#isConjunction = false;
      const [first, second] = [left, this.#both()];
      left = (entity) => first(entity) || second(entity);
    }
    return left;
  }

  #both(): Predicate {
    let left = this.#single();
    while (this.#reader.takes("and")) {
      const [first, second] = [left, this.#single()];
      left = (entity) => first(entity) && second(entity);
    }
    return left;
  }

  #single(): Predicate {
    if (this.#reader.takes("not")) {
      this.#operators.add("not");
      this.#isConjunction = false;
      const inner = this.#single();
      return (entity) => !inner(entity);
    }
    if (this.#reader.takes("(")) {
      const inner = this.#either();
      this.#reader.expects(")");
      return inner;
    }
    const text = textFunctions.find((name) => this.#reader.takes(name));
    return text === undefined ? this.#comparison() : this.#textFunction(text);
  }

  #comparison(): Predicate {
    const path = this.#operand();
    const word = this.#reader.word();
    const operator = comparisons.find((name) => name === word);
    if (operator === undefined) throw this.#reader.error(`${word} is not an operator`);

    this.#operators.add(operator);
    const literal = readLiteral(this.#reader, path, operator);
    this.#comparisons.push({ property: path.segments.join("/"), operator, value: literal.value });
    return (entity) => compare(path.valueIn(entity), operator, literal, path);
  }

  #textFunction(name: (typeof textFunctions)[number]): Predicate {
    this.#operators.add(name);
    this.#reader.expects("(");
    const path = this.#operand();
    this.#reader.expects(",");
    const literal = readLiteral(this.#reader, path, name);
    this.#comparisons.push({ property: path.segments.join("/"), operator: name, value: literal.value });
    this.#reader.expects(")");
    return (entity) => holds(name, path.valueIn(entity), literal, path);
  }

  /** A path, or a path in lower case. */
  #operand(): PropertyPath {
    const isLowered = this.#reader.takes("tolower");
    if (isLowered) {
      this.#isConjunction = false;
      this.#reader.expects("(");
    }
    const path = readPath(this.#reader, this.#type);
    if (isLowered) this.#reader.expects(")");

    this.#properties.add(path.segments[0] ?? "");
    return isLowered ? { ...path, valueIn: (entity) => lowered(path.valueIn(entity)) } : path;
  }
}

function holds(
  name: (typeof textFunctions)[number],
  value: unknown,
  { value: wanted }: Literal,
  { ignoresCase }: PropertyPath,
): boolean {
  if (typeof value !== "string" || typeof wanted !== "string") return false;

  const [text, part] = ignoresCase ? [value.toLowerCase(), wanted.toLowerCase()] : [value, wanted];
  if (name === "startswith") return text.startsWith(part);
  return name === "endswith" ? text.endsWith(part) : text.includes(part);
}

function lowered(value: unknown): unknown {
  return typeof value === "string" ? value.toLowerCase() : value;
}
