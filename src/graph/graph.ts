import { type BatchAnswer, batchBody, readBatch } from "./batch.ts";
import type { Clock } from "./clock.ts";
import type { Governor } from "./governor.ts";
import { GraphFailure, isTransient } from "./graph-failure.ts";
import type { GraphResponse } from "./graph-response.ts";
import type { Sign } from "./lane.ts";
import { followPages, nextPath, type PageAnswer } from "./paging.ts";
import { malformed, reach, readResponse, signOf } from "./read-response.ts";
import type { Transport, TransportRequest } from "./transport.ts";

export type ReadOptions = { readonly eventual?: boolean };

/** What a batch came to: the envelope, and for each path an answer or a failure of its own. */
export type BatchResponse = {
  readonly response: GraphResponse;
  readonly answers: readonly (BatchAnswer | GraphFailure)[];
};

/** A Graph v1.0 whose calls are governed and tried again; every failure left is a `GraphFailure`. */
export type Graph = {
  /** A read, tried again while that may help. Paths start with `/` and stand under `/v1.0`. */
  readonly get: (path: string, options?: ReadOptions) => Promise<GraphResponse>;
  /** One attempt at a read. */
  readonly once: (path: string, options?: ReadOptions) => Promise<GraphResponse>;
  /** The pages of a collection in order, followed to the end. */
  readonly pages: (path: string, options?: ReadOptions) => AsyncGenerator<GraphResponse>;
  /** One attempt at up to 20 reads in one call. */
  readonly batch: (paths: readonly string[], options?: ReadOptions) => Promise<BatchResponse>;
  /** A write: tried once, because Graph may have carried out a call whose answer was lost. */
  readonly send: (method: "POST" | "DELETE", path: string, body?: unknown) => Promise<GraphResponse>;
  /** Where the next page stands, as a path; null after the last. */
  readonly nextPath: (answer: PageAnswer) => string | null;
  /** Milliseconds to wait before trying a failed call again, or null where it is not to be tried again. */
  readonly patience: (failure: GraphFailure, tries: number) => number | null;
};

export type GraphSettings = {
  readonly origin: string;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly governor: Governor;
};

/** Tries a read gets, the first included. */
const maxTries = 8;

/** Milliseconds that a read waits at most between two tries; a service that asks for more is not waited for. */
const maxWait = 300_000;

/** Milliseconds an attempt may take. */
const attemptTimeout = 60_000;

export function openGraph({ origin, transport, clock, governor }: GraphSettings): Graph {
  const base = `${origin}/v1.0`;

  const attempt = <Answer>(
    request: Omit<TransportRequest, "timeout">,
    counted: readonly string[],
    understand: (response: GraphResponse) => { readonly answer: Answer; readonly signs: readonly Sign[] },
  ): Promise<Answer> =>
    governor.run(counted, async (sign) => {
      const requestedAt = clock.now().toISOString();
      const response = await reach(() => transport({ ...request, timeout: attemptTimeout }), request.url);
      const now = clock.now();
      sign(signOf(response, now));
      const { answer, signs } = understand({ ...readResponse(response, request.url, now), requestedAt });
      for (const each of signs) sign(each);
      return answer;
    });

  const patience = (failure: GraphFailure, tries: number): number | null => {
    const again = isTransient(failure) || (failure.kind === "unauthenticated" && tries === 1);
    const wait = backoff(failure, tries, clock);
    return again && tries < maxTries && wait <= maxWait ? wait : null;
  };

  const once = (path: string, options: ReadOptions = {}): Promise<GraphResponse> => {
    const url = base + path;
    return attempt({ method: "GET", url, headers: headersOf(options) }, [url], asItIs);
  };

  const get = async (path: string, options?: ReadOptions): Promise<GraphResponse> => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await once(path, options);
      } catch (failure) {
        const wait = failure instanceof GraphFailure ? patience(failure, tries) : null;
        if (wait === null) throw failure;
        await clock.sleep(wait);
      }
    }
  };

  return {
    get,
    once,
    pages: (path, options) => followPages(path, origin, (next) => get(next, options)),
    batch: (paths, options = {}) => {
      const urls = paths.map((path) => base + path);
      const request = {
        method: "POST",
        url: `${base}/$batch`,
        headers: {},
        body: batchBody(paths, headersOf(options)),
      } as const;
      return attempt(request, urls, (response) => understandBatch(response, urls, clock.now()));
    },
    send: (method, path, body) => {
      const url = base + path;
      return attempt({ method, url, headers: {}, ...(body === undefined ? {} : { body }) }, [url], asItIs);
    },
    nextPath: (answer) => nextPath(answer, origin),
    patience,
  };
}

function asItIs(response: GraphResponse): { readonly answer: GraphResponse; readonly signs: readonly Sign[] } {
  return { answer: response, signs: [] };
}

function understandBatch(
  response: GraphResponse,
  urls: readonly string[],
  now: Date,
): { readonly answer: BatchResponse; readonly signs: readonly Sign[] } {
  const answers = readBatch(response.json, urls, now);
  if (answers === null) throw malformed("Graph answered a batch without responses", response);
  const throttled = answers.filter((answer) => answer instanceof GraphFailure && answer.kind === "throttled");
  const signs = throttled.map((failure) => ({
    throttled: true,
    retryAfter: failure instanceof GraphFailure ? failure.retryAfter : null,
    cost: null,
    load: null,
  }));
  return { answer: { response, answers }, signs };
}

function headersOf({ eventual = false }: ReadOptions): Readonly<Record<string, string>> {
  return eventual ? { ConsistencyLevel: "eventual" } : {};
}

/** Milliseconds to wait: what Graph asked for, or full jitter under a doubling cap (1 s, 2 s, 4 s, ... 30 s). */
function backoff({ retryAfter }: GraphFailure, tries: number, { random }: Clock): number {
  return retryAfter === null ? random() * Math.min(30_000, 1000 * 2 ** (tries - 1)) : retryAfter * 1000;
}
