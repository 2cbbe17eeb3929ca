import { badRequest } from "./graph-fault.ts";

/** A word (name, number, date, GUID), a quoted string without its quotes, or a single sign. */
export type Token = { readonly kind: "word" | "string" | "sign"; readonly text: string };

const signs = "(),;=/";

/** Walks through the tokens of a `$filter`, `$expand`, `$orderby` or function call. Throws on an unclosed string. */
export class TokenReader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = tokensOf(text);
  }

  get isDone(): boolean {
    return this.#at >= this.#tokens.length;
  }

  /** The next token, which must be there. */
  next(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw this.error("it ends too early");
    this.#at += 1;
    return token;
  }

  word(): string {
    const { kind, text } = this.next();
    if (kind !== "word") throw this.error(`a name was expected where it says ${text}`);
    return text;
  }

  /** Whether the next token is that sign or word; takes it if so. */
  takes(text: string): boolean {
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind === "string" || token.text !== text) return false;
    this.#at += 1;
    return true;
  }

  expects(text: string): void {
    if (!this.takes(text)) throw this.error(`${text} was expected`);
  }

  error(reason: string): Error {
    return badRequest(`Syntax error in '${this.#text}': ${reason}.`);
  }
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text.charAt(at);
    if (char === " ") {
      at += 1;
    } else if (char === "'") {
      const end = endOfString(text, at);
      tokens.push({ kind: "string", text: text.slice(at + 1, end).replaceAll("''", "'") });
      at = end + 1;
    } else if (signs.includes(char)) {
      tokens.push({ kind: "sign", text: char });
      at += 1;
    } else {
      const end = endOfWord(text, at);
      tokens.push({ kind: "word", text: text.slice(at, end) });
      at = end;
    }
  }
  return tokens;
}

function endOfString(text: string, start: number): number {
  let end = text.indexOf("'", start + 1);
  while (end !== -1 && text.charAt(end + 1) === "'") end = text.indexOf("'", end + 2);
  if (end === -1) throw badRequest(`Syntax error in '${text}': a string is not closed.`);
  return end;
}

function endOfWord(text: string, start: number): number {
  let end = start;
  while (end < text.length && !` '${signs}`.includes(text.charAt(end))) end += 1;
  return end;
}
