import type { LogsQueryOptions } from "@azure/monitor-query";
import { z } from "zod";
import type { Clock } from "../graph/clock.ts";
import { GraphFailure, kindOfStatus } from "../graph/graph-failure.ts";
import type { Sign } from "../graph/lane.ts";
import { secondsToWait } from "../graph/retry-after.ts";

/** An answer as it came over the wire. */
export type RawAnswer = Parameters<NonNullable<LogsQueryOptions["onResponse"]>>[0];

export function requestIdOf({ headers }: RawAnswer): string | null {
  return headers.get("x-ms-request-id") ?? headers.get("request-id") ?? null;
}

/** What an answer says of how close its workspace is to its limit. */
export function signOf({ status, headers }: RawAnswer, clock: Clock): Sign {
  const retryAfter = secondsToWait(headers.get("retry-after") ?? null, clock.now());
  return { throttled: status === 429, retryAfter, cost: null, load: null };
}

/**
 * What the library threw, as the failure of a call; what is none comes back as it was. The library's own error is not kept
 * as the cause: it holds the request, and so the token.
 */
export function logFailure(thrown: unknown, raw: RawAnswer | undefined, url: string, clock: Clock): unknown {
  if (raw === undefined) {
    if (!isUnanswered(thrown)) return thrown;
    return new GraphFailure("network", `no answer from Log Analytics (${thrown.message})`, { url });
  }
  const { status } = raw;
  const requestId = requestIdOf(raw);
  if (status === 200) {
    const message = "Log Analytics answered 200 with a body that is not a result";
    return new GraphFailure("malformed", message, { url, status, requestId });
  }
  const { retryAfter } = signOf(raw, clock);
  const message = `Log Analytics answered ${saidBy(raw)}`;
  return new GraphFailure(kindOfStatus(status), message, { url, status, requestId, retryAfter });
}

/** The library's own errors where a call broke off or took too long. */
function isUnanswered(thrown: unknown): thrown is Error {
  return thrown instanceof Error && (thrown.name === "RestError" || thrown.name === "AbortError");
}

/** The service's errors name their reason in an error within, several levels down. */
const serviceError = z.object({
  code: z.string().nullish(),
  message: z.string().nullish(),
  get innererror() {
    return serviceError.nullish();
  },
  get details() {
    return z.array(serviceError).nullish();
  },
});

type ServiceError = z.infer<typeof serviceError>;

/** The status and the error that an answer tells, which a 200 does where its rows are not all. */
export function saidBy({ status, bodyAsText }: RawAnswer): string {
  const body = z.object({ error: serviceError }).safeParse(parsed(bodyAsText ?? ""));
  if (!body.success) return `${status}`;
  const { error } = body.data;
  const inner = innermost(error);
  return `${status} ${error.code}: ${error.message}${inner === error ? "" : ` (${inner.message})`}`;
}

function innermost(error: ServiceError): ServiceError {
  const inner = error.innererror ?? error.details?.[0];
  return inner === undefined ? error : innermost(inner);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
