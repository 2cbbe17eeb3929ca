import type { Clock } from "../graph/clock.ts";
import { GraphFailure, isTransient } from "../graph/graph-failure.ts";

/** Tries a read gets, the first included. */
const maxTries = 5;

/** Milliseconds that one read may spend waiting in all. */
const maxWait = 120_000;

/** Reads until it succeeds, its failure is no transient one, or tries or patience run out; then throws the last failure. */
export async function tryAgain<T>(clock: Clock, read: () => Promise<T>): Promise<T> {
  let waited = 0;
  for (let tries = 1; ; tries += 1) {
    try {
      return await read();
    } catch (failure) {
      if (!(failure instanceof GraphFailure) || !isTransient(failure) || tries === maxTries) throw failure;
      const wait = backoff(failure, tries, clock);
      if (waited + wait > maxWait) throw failure;
      waited += wait;
      await clock.sleep(wait);
    }
  }
}

/** Milliseconds to wait: what the service asked for, or full jitter under a doubling cap (1 s, 2 s, 4 s, ...). */
function backoff({ retryAfter }: GraphFailure, tries: number, { random }: Clock): number {
  return retryAfter === null ? random() * 1000 * 2 ** (tries - 1) : retryAfter * 1000;
}
