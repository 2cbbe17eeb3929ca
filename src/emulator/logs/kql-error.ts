/** Why a log query cannot be run: it does not parse, or it names what is not there. `at` is a place in its text. */
export class KqlError extends Error {
  override readonly name = "KqlError";
  readonly kind: "SyntaxError" | "SemanticError";
  readonly at: number;

  constructor(kind: "SyntaxError" | "SemanticError", message: string, at: number) {
    super(message);
    this.kind = kind;
    this.at = at;
  }
}
