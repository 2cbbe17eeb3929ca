import { z } from "zod";
import { GraphFailure, kindOfStatus } from "./graph-failure.ts";
import { secondsToWait } from "./retry-after.ts";

/** At most this many requests go into one batch (https://learn.microsoft.com/graph/json-batching). */
export const batchSize = 20;

/** The body of a `$batch` over paths under `/v1.0`; ids are the paths' positions. */
export function batchBody(paths: readonly string[], headers: Readonly<Record<string, string>>): unknown {
  return { requests: paths.map((url, index) => ({ id: String(index), method: "GET", url, headers })) };
}

/** One request's answer inside a batch; `index` is its place among the envelope's responses. */
export type BatchAnswer = { readonly index: number; readonly requestId: string | null; readonly body: unknown };

const envelope = z.object({
  responses: z.array(
    z.object({
      id: z.coerce.string(),
      status: z.int(),
      headers: z.record(z.string(), z.coerce.string()).nullish(),
      body: z.unknown(),
    }),
  ),
});

const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/**
 * The answers of a batch in the order of its paths, each an answer or a failure of its own: Graph throttles and fails the
 * requests of a batch one by one. Null where the envelope is not one.
 */
export function readBatch(
  json: unknown,
  urls: readonly string[],
  now: Date,
): readonly (BatchAnswer | GraphFailure)[] | null {
  const parsed = envelope.safeParse(json);
  if (!parsed.success) return null;
  const byId = new Map(parsed.data.responses.map((response, index) => [response.id, { ...response, index }]));

  return urls.map((url, position) => {
    const response = byId.get(String(position));
    if (response === undefined)
      return new GraphFailure("malformed", "the batch has no answer to this request", { url });
    const { status, body, index } = response;
    const headers = new Headers(response.headers ?? {});
    const requestId = headers.get("request-id");
    if (status >= 200 && status < 300) return { index, requestId, body };

    const error = errorBody.safeParse(body);
    const said = error.success ? `${status} ${error.data.error.code}: ${error.data.error.message}` : `${status}`;
    const retryAfter = secondsToWait(headers.get("retry-after"), now);
    const kind = kindOfStatus(status, error.data?.error.code);
    return new GraphFailure(kind, `Graph answered ${said}`, { url, status, requestId, retryAfter });
  });
}
