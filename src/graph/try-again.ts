import type { Clock } from "./clock.ts";
import { GraphFailure, isTransient } from "./graph-failure.ts";

/** Tries a call gets, the first included. */
const maxTries = 8;

/** Milliseconds that a call waits at most between two tries; a service that asks for more is not waited for. */
const maxWait = 300_000;

/** Makes a call until it succeeds, or fails in a way that trying again does not mend; then throws that failure. */
export async function tryAgain<Answer>(clock: Clock, call: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call();
    } catch (failure) {
      const wait = failure instanceof GraphFailure ? patience(failure, tries, clock) : null;
      if (wait === null) throw failure;
      await clock.sleep(wait);
    }
  }
}

/**
 * Milliseconds to wait before trying a failed call again, or null where it is not to be tried again. An answer of 401 is
 * tried again once: the token may have been renewed since.
 */
export function patience(failure: GraphFailure, tries: number, clock: Clock): number | null {
  const again = isTransient(failure) || (failure.status === 401 && tries === 1);
  const wait = backoff(failure, tries, clock);
  return again && tries < maxTries && wait <= maxWait ? wait : null;
}

/** Milliseconds to wait: what the service asked for, or full jitter under a doubling cap (1 s, 2 s, 4 s, ... 30 s). */
function backoff({ retryAfter }: GraphFailure, tries: number, { random }: Clock): number {
  return retryAfter === null ? random() * Math.min(30_000, 1000 * 2 ** (tries - 1)) : retryAfter * 1000;
}
