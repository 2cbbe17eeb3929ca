import { z } from "zod";
import type { Clock } from "./clock.ts";
import { GraphFailure, kindOfStatus } from "./graph-failure.ts";
import type { GraphResponse } from "./graph-response.ts";
import type { Sign } from "./lane.ts";
import { secondsToWait } from "./retry-after.ts";
import { withholdSecrets } from "./withhold-secrets.ts";

/** What an answer's status and headers say of its workload. */
export function signOf(status: number, headers: Headers, now: Date): Sign {
  const numberIn = (name: string): number | null => {
    const value = Number(headers.get(name) ?? Number.NaN);
    return Number.isFinite(value) ? value : null;
  };
  return {
    throttled: status === 429,
    retryAfter: secondsToWait(headers.get("retry-after"), now),
    cost: numberIn("x-ms-resource-unit"),
    load: numberIn("x-ms-throttle-limit-percentage"),
  };
}

/** Makes a call; where no answer comes, that is a `network` failure. */
export async function reach(call: () => Promise<Response>, url: string): Promise<Response> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof TypeError || cause instanceof DOMException || isClientError(cause)) {
      throw new GraphFailure("network", `no answer (${reasonOf(cause)})`, { url, cause });
    }
    throw cause;
  }
}

/** The Graph client wraps what `fetch` throws into an error of its own with status -1. */
const clientError = z.object({ statusCode: z.literal(-1) });

function isClientError(cause: unknown): cause is Error {
  return cause instanceof Error && clientError.safeParse(cause).success;
}

function reasonOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}

const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** The answer whole, but for secrets in addresses; a refusal, a body that breaks off or one that is not JSON is a failure of its kind. */
export async function readResponse(
  response: Response,
  url: string,
  clock: Clock,
): Promise<Omit<GraphResponse, "requestedAt">> {
  const { status } = response;
  const requestId = response.headers.get("request-id");
  const bytes = withholdSecrets(await readBytes(response, url, requestId));
  const json = parseJson(bytes);

  if (!response.ok) {
    const body = errorBody.safeParse(json);
    const said = body.success ? `${status} ${body.data.error.code}: ${body.data.error.message}` : `${status}`;
    const retryAfter = secondsToWait(response.headers.get("retry-after"), clock.now());
    throw new GraphFailure(kindOfStatus(status, body.data?.error.code), `Graph answered ${said}`, {
      url,
      status,
      requestId,
      retryAfter,
    });
  }
  if (json === undefined && bytes.length > 0) {
    throw malformed("Graph answered with a body that is not JSON", { url, status, requestId });
  }
  return { url, status, requestId, receivedAt: clock.now().toISOString(), bytes, json };
}

async function readBytes(response: Response, url: string, requestId: string | null): Promise<Uint8Array> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new GraphFailure("network", "the answer broke off", { url, status: response.status, requestId, cause });
  }
}

/** A byte that is not UTF-8 makes the whole no JSON: read as a replacement character, it would make another id of an id. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return parsed;
  } catch {
    return undefined;
  }
}

export function malformed(
  message: string,
  { url, status, requestId }: Pick<GraphResponse, "url" | "status" | "requestId">,
): GraphFailure {
  return new GraphFailure("malformed", message, { url, status, requestId });
}
