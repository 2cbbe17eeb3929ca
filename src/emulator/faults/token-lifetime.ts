import type { GraphRequest } from "../graph/graph-request.ts";
import { GraphFault } from "../odata/graph-fault.ts";

/** Knows since when each bearer is in use. */
export class TokenLifetime {
  readonly #seconds: number;
  readonly #firstSeen = new Map<string, number>();

  constructor(seconds: number) {
    this.#seconds = seconds;
  }

  isOver({ headers }: GraphRequest, now: Date): boolean {
    const bearer = String(headers["authorization"]);
    const since = this.#firstSeen.get(bearer) ?? now.getTime();
    this.#firstSeen.set(bearer, since);
    return now.getTime() - since >= this.#seconds * 1_000;
  }
}

export function expiredToken(): GraphFault {
  return new GraphFault(401, "InvalidAuthenticationToken", "Lifetime validation failed, the token is expired.");
}
