import { KqlError } from "./kql-error.ts";

export type KqlToken = {
  readonly kind: "word" | "string" | "number" | "datetime" | "sign";
  /** Without quotes, and of a `datetime(...)` what is inside. */
  readonly text: string;
  readonly at: number;
};

const pattern =
  /(?<space>\s+|\/\/[^\n]*)|datetime\(\s*(?<datetime>[^)]*?)\s*\)|(?<word>[a-z_]\w*~?)|(?<number>\d+)(?!\w)|(?<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|(?<sign>==|!=|>=|<=|=~|[|(),=<>])/giuy;

/** Walks through a log query. */
export class KqlTokens {
  readonly #tokens: readonly KqlToken[];
  readonly #end: number;
  #next = 0;

  constructor(query: string) {
    this.#tokens = tokensOf(query);
    this.#end = query.length;
  }

  get isDone(): boolean {
    return this.#next >= this.#tokens.length;
  }

  next(): KqlToken {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw new KqlError("SyntaxError", "Query ended too early.", this.#end);
    this.#next += 1;
    return token;
  }

  word(): KqlToken {
    const token = this.next();
    if (token.kind !== "word") throw unexpected(token);
    return token;
  }

  /** Whether the next token is that word or sign; takes it if so. */
  takes(text: string): boolean {
    const token = this.#tokens[this.#next];
    if (token === undefined || token.text !== text || !["word", "sign"].includes(token.kind)) return false;
    this.#next += 1;
    return true;
  }

  expects(text: string): void {
    if (!this.takes(text)) throw unexpected(this.next());
  }
}

export function unexpected({ text, at }: KqlToken): KqlError {
  return new KqlError("SyntaxError", `Query could not be parsed at '${text}'.`, at);
}

function tokensOf(query: string): readonly KqlToken[] {
  const tokens: KqlToken[] = [];
  pattern.lastIndex = 0;
  for (let at = 0; at < query.length; at = pattern.lastIndex) {
    const groups = pattern.exec(query)?.groups;
    if (groups === undefined) throw unexpected({ kind: "sign", text: query.charAt(at), at });
    const { datetime, word, number, string, sign } = groups;
    if (datetime !== undefined) tokens.push({ kind: "datetime", text: datetime, at });
    else if (word !== undefined) tokens.push({ kind: "word", text: word, at });
    else if (number !== undefined) tokens.push({ kind: "number", text: number, at });
    else if (string !== undefined) tokens.push({ kind: "string", text: unquoted(string), at });
    else if (sign !== undefined) tokens.push({ kind: "sign", text: sign, at });
  }
  return tokens;
}

function unquoted(string: string): string {
  return string.slice(1, -1).replaceAll(/\\(.)/gu, "$1");
}
