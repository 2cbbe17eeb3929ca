import { GraphFault } from "../odata/graph-fault.ts";
import type { GraphResponse } from "./graph-request.ts";

/** What Graph's errors say about the request they answer. */
export type Stamp = { readonly date: Date; readonly ids: Readonly<Record<string, string>> };

/** The answer that tells of a refusal; anything thrown that is none is the emulator's own failure. */
export function refusal(error: unknown, { date, ids }: Stamp): GraphResponse {
  const { status, code, message, detail } =
    error instanceof GraphFault
      ? error
      : new GraphFault(500, "generalException", `The emulator failed: ${String(error)}`);
  const innerError = { ...detail.innerError, date: date.toISOString().slice(0, 19), ...ids };
  return {
    status,
    headers: detail.headers ?? {},
    body: { error: { code, message, innerError } },
  };
}
