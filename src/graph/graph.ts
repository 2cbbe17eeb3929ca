import { type BatchAnswer, batchBody, readBatch } from "./batch.ts";
import type { Clock } from "./clock.ts";
import type { Governor } from "./governor.ts";
import { GraphFailure } from "./graph-failure.ts";
import type { GraphResponse } from "./graph-response.ts";
import type { Sign } from "./lane.ts";
import { followPages, nextPath, type PageAnswer } from "./paging.ts";
import { malformed, reach, readResponse, signOf } from "./read-response.ts";
import type { Transport, TransportRequest } from "./transport.ts";
import { patience, tryAgain } from "./try-again.ts";

export type ReadOptions = {
  readonly eventual?: boolean;
  /** Some of a batch go on with a long collection, page after page: it waits behind no batch that does not. */
  readonly goesOn?: boolean;
};

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

/** Milliseconds an attempt may take. */
const attemptTimeout = 60_000;

export function openGraph({ origin, transport, clock, governor }: GraphSettings): Graph {
  const base = `${origin}/v1.0`;

  const attempt = <Answer>(
    request: Omit<TransportRequest, "timeout">,
    counted: readonly string[],
    understand: (response: GraphResponse) => { readonly answer: Answer; readonly signs: readonly Sign[] },
    goesOn?: boolean,
  ): Promise<Answer> =>
    governor.run(
      counted,
      async (sign) => {
        const requestedAt = clock.now().toISOString();
        const response = await reach(() => transport({ ...request, timeout: attemptTimeout }), request.url);
        const now = clock.now();
        sign(signOf(response, now));
        const { answer, signs } = understand({ ...readResponse(response, request.url, now), requestedAt });
        for (const each of signs) sign(each);
        return answer;
      },
      goesOn,
    );

  const once = (path: string, options: ReadOptions = {}): Promise<GraphResponse> => {
    const url = base + path;
    return attempt({ method: "GET", url, headers: headersOf(options) }, [url], asItIs);
  };

  const get = (path: string, options?: ReadOptions): Promise<GraphResponse> =>
    tryAgain(clock, () => once(path, options));

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
      return attempt(request, urls, (response) => understandBatch(response, urls, clock.now()), options.goesOn);
    },
    send: (method, path, body) => {
      const url = base + path;
      return attempt({ method, url, headers: {}, ...(body === undefined ? {} : { body }) }, [url], asItIs);
    },
    nextPath: (answer) => nextPath(answer, origin),
    patience: (failure, tries) => patience(failure, tries, clock),
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
