import { z } from "zod";
import type { Clock } from "./clock.ts";
import { GraphFailure, isTransient, kindOfStatus } from "./graph-failure.ts";
import { secondsToWait } from "./retry-after.ts";
import type { Transport, TransportRequest } from "./transport.ts";

export type GraphResponse = {
  readonly url: string;
  readonly status: number;
  readonly requestId: string | null;
  readonly requestedAt: string;
  readonly receivedAt: string;
  /** The body as it came. */
  readonly bytes: Uint8Array;
  readonly json: unknown;
};

export type ReadOptions = { readonly eventual?: boolean };

/** A Graph v1.0 whose calls are paced and tried again; every failure left is a `GraphFailure`. */
export type Graph = {
  /** Paths start with `/` and stand under `/v1.0`. */
  readonly get: (path: string, options?: ReadOptions) => Promise<GraphResponse>;
  /** The pages of a collection in order, followed to the end. */
  readonly pages: (path: string, options?: ReadOptions) => AsyncGenerator<GraphResponse>;
  /** A write: tried once, because Graph may have carried out a call whose answer was lost. */
  readonly send: (method: "POST" | "DELETE", path: string, body?: unknown) => Promise<GraphResponse>;
};

export type GraphSettings = {
  readonly origin: string;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Runs a call when there is room for it. */
  readonly pace: <T>(call: () => Promise<T>) => Promise<T>;
};

/** Tries a read gets, the first included. */
const maxTries = 5;

/** Milliseconds that one read may spend waiting in all. */
const maxWait = 120_000;

/** Milliseconds an attempt may take. */
const attemptTimeout = 60_000;

export function openGraph({ origin, transport, clock, pace }: GraphSettings): Graph {
  const base = `${origin}/v1.0`;

  const attempt = async (request: Omit<TransportRequest, "timeout">): Promise<GraphResponse> => {
    const requestedAt = clock.now().toISOString();
    const response = await reach(() => transport({ ...request, timeout: attemptTimeout }), request.url);
    return { ...(await readResponse(response, request.url, clock)), requestedAt };
  };

  const read = async (url: string, { eventual = false }: ReadOptions): Promise<GraphResponse> => {
    const headers = eventual ? { ConsistencyLevel: "eventual" } : {};
    let waited = 0;
    for (let tries = 1; ; tries += 1) {
      try {
        return await pace(() => attempt({ method: "GET", url, headers }));
      } catch (failure) {
        if (!(failure instanceof GraphFailure) || !isTransient(failure) || tries === maxTries) throw failure;
        const wait = backoff(failure, tries, clock);
        if (waited + wait > maxWait) throw failure;
        waited += wait;
        await clock.sleep(wait);
      }
    }
  };

  return {
    get: (path, options = {}) => read(base + path, options),
    pages: (path, options = {}) => followPages(base + path, origin, (url) => read(url, options)),
    send: (method, path, body) =>
      pace(() => attempt({ method, url: base + path, headers: {}, ...(body === undefined ? {} : { body }) })),
  };
}

/** Milliseconds to wait: what Graph asked for, or full jitter under a doubling cap (1 s, 2 s, 4 s, ...). */
function backoff({ retryAfter }: GraphFailure, tries: number, { random }: Clock): number {
  return retryAfter === null ? random() * 1000 * 2 ** (tries - 1) : retryAfter * 1000;
}

async function reach(call: () => Promise<Response>, url: string): Promise<Response> {
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

async function readResponse(
  response: Response,
  url: string,
  clock: Clock,
): Promise<Omit<GraphResponse, "requestedAt">> {
  const { status } = response;
  const requestId = response.headers.get("request-id");
  const bytes = await readBytes(response, url, requestId);
  const json = parseJson(bytes);

  if (!response.ok) {
    const body = errorBody.safeParse(json);
    const said = body.success ? `${status} ${body.data.error.code}: ${body.data.error.message}` : `${status}`;
    const retryAfter = secondsToWait(response.headers.get("retry-after"), clock.now());
    throw new GraphFailure(kindOfStatus(status), `Graph answered ${said}`, { url, status, requestId, retryAfter });
  }
  if (json === undefined && bytes.length > 0) {
    throw new GraphFailure("malformed", `Graph answered ${status} with a body that is not JSON`, {
      url,
      status,
      requestId,
    });
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

function parseJson(bytes: Uint8Array): unknown {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    return parsed;
  } catch {
    return undefined;
  }
}

const page = z.object({ value: z.array(z.unknown()), "@odata.nextLink": z.string().nullish() });

/**
 * Follows `@odata.nextLink` as it stands until there is none
 * (https://learn.microsoft.com/graph/paging). A link to another origin is refused, and one that repeats is an error.
 */
async function* followPages(
  first: string,
  origin: string,
  read: (url: string) => Promise<GraphResponse>,
): AsyncGenerator<GraphResponse> {
  const seen = new Set<string>();
  for (let next: string | undefined = first; next !== undefined; ) {
    if (seen.has(next))
      throw new GraphFailure("malformed", "Graph's next link leads back to a page already read", { url: next });
    seen.add(next);

    const response: GraphResponse = await read(next);
    const parsed = page.safeParse(response.json);
    if (!parsed.success) {
      const { url, status, requestId } = response;
      throw new GraphFailure("malformed", "Graph answered without a list of values", { url, status, requestId });
    }
    yield response;
    next = parsed.data["@odata.nextLink"] ?? undefined;
    if (next !== undefined && (!URL.canParse(next) || new URL(next).origin !== origin)) {
      throw new GraphFailure("unsafe-link", `Graph's next link leads away from ${origin}; it was not followed`, {
        url: next,
      });
    }
  }
}
