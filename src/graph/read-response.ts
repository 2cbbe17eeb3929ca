import { z } from "zod";
import { GraphFailure, kindOfStatus } from "./graph-failure.ts";
import type { GraphResponse } from "./graph-response.ts";
import type { Sign } from "./lane.ts";
import { secondsToWait } from "./retry-after.ts";
import type { Answer } from "./send.ts";
import { withholdSecrets } from "./withhold-secrets.ts";

/** What an answer's status and headers say of its workload. */
export function signOf({ status, header }: Answer, now: Date): Sign {
  const numberIn = (name: string): number | null => {
    const value = Number(header(name) ?? Number.NaN);
    return Number.isFinite(value) ? value : null;
  };
  return {
    throttled: status === 429,
    retryAfter: secondsToWait(header("retry-after"), now),
    cost: numberIn("x-ms-resource-unit"),
    load: numberIn("x-ms-throttle-limit-percentage"),
  };
}

/** Makes a call; where no whole answer comes, that is a `network` failure. */
export async function reach(call: () => Promise<Answer>, url: string): Promise<Answer> {
  try {
    return await call();
  } catch (cause) {
    if (cause instanceof Error && clientError.safeParse(cause).success) {
      throw new GraphFailure("network", `no whole answer (${cause.message})`, { url, cause });
    }
    throw cause;
  }
}

/** The Graph client wraps what is thrown while it sends into an error of its own with status -1. */
const clientError = z.object({ statusCode: z.literal(-1) });

const errorBody = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** What an answer says, but for secrets in addresses; a refusal, or a body that is not JSON, is a failure of its kind. */
export function readResponse(
  { status, header, bytes: sent }: Answer,
  url: string,
  now: Date,
): Omit<GraphResponse, "requestedAt"> {
  const requestId = header("request-id");
  const bytes = withholdSecrets(sent);
  const json = parseJson(bytes);

  if (status < 200 || status >= 300) {
    const body = errorBody.safeParse(json);
    const said = body.success ? `${status} ${body.data.error.code}: ${body.data.error.message}` : `${status}`;
    const retryAfter = secondsToWait(header("retry-after"), now);
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
  return { url, status, requestId, receivedAt: now.toISOString(), bytes, json };
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** A byte that is not UTF-8 makes the whole no JSON: read as a replacement character, it would make another id of an id. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    const parsed: unknown = JSON.parse(utf8.decode(bytes));
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
