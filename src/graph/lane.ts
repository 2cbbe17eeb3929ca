import pLimit, { type LimitFunction } from "p-limit";
import { type Bucket, type Cost, openBucket } from "./bucket.ts";
import type { Clock } from "./clock.ts";
import type { Budget } from "./limits.ts";

/** What an answer says of how close its workload is to its limit. */
export type Sign = {
  readonly throttled: boolean;
  /** Seconds the service asked to wait. */
  readonly retryAfter: number | null;
  /** Units the service says the call cost. */
  readonly cost: number | null;
  /** `x-ms-throttle-limit-percentage`: 1.0 is where throttling starts; sent from 0.8. */
  readonly load: number | null;
};

/**
 * One workload's queue: calls go as fast as its budget and its answers allow, in the order in which they came, but what goes
 * on with a long collection is not held up by what does not: its pages come one after the other, and each behind all
 * batches that wait they would take hours.
 */
export type Lane = {
  readonly run: <T>(cost: Cost, goesOn: boolean, call: (sign: (sign: Sign) => void) => Promise<T>) => Promise<T>;
  readonly budget: (budget: Budget) => void;
};

/** The smallest share of its pace that a workload is slowed to. */
const slowest = 0.05;

/** Waits this long, in seconds, where a throttled answer does not say how long. */
const defaultPause = 5;

/** Waits no longer than this, in seconds, whatever a service asks for; a call that is refused again says so itself. */
const longestPause = 300;

/**
 * Slows the whole workload down on a 429, not the one call: everything waits out the pause, then goes on at half the pace,
 * which recovers by a twentieth with every second without another.
 */
export function openLane(clock: Clock, concurrency: number, initial: Budget): Lane {
  const queues = { goingOn: openQueue(concurrency), others: openQueue(concurrency) };
  let bucket = initial === null ? null : openBucket(initial, clock);
  let pace = 1;
  let pacedAt = clock.now().getTime();
  let pausedUntil = 0;
  let answered = Promise.withResolvers<void>();

  const recover = (): void => {
    const now = clock.now().getTime();
    if (now > pausedUntil) pace = Math.min(1, pace + (0.05 * (now - Math.max(pacedAt, pausedUntil))) / 1000);
    pacedAt = now;
    for (const { limit } of Object.values(queues)) limit.concurrency = Math.max(1, Math.round(concurrency * pace));
  };

  const takeTurn = async (cost: Cost): Promise<Bucket | null> => {
    for (;;) {
      recover();
      const pause = Math.max(0, pausedUntil - clock.now().getTime(), bucket?.wait(cost, pace) ?? 0);
      if (pause === 0) break;
      await (pause === Number.POSITIVE_INFINITY ? answered.promise : clock.sleep(pause));
    }
    bucket?.take(cost);
    return bucket;
  };

  const heed = (cost: Cost, { throttled, retryAfter, cost: actual, load }: Sign): void => {
    if (actual !== null) bucket?.correct(actual - cost.units);
    const now = clock.now().getTime();
    if (throttled) {
      if (now >= pausedUntil) pace = Math.max(slowest, pace / 2);
      pausedUntil = Math.max(pausedUntil, now + Math.ceil(1000 * Math.min(retryAfter ?? defaultPause, longestPause)));
    } else if (load !== null && load >= 1) {
      pace = Math.max(slowest, pace * 0.95);
    }
  };

  return {
    run: (cost, goesOn, call) => {
      const queue = goesOn ? queues.goingOn : queues.others;
      const mine = queue.turn.then(() => takeTurn(cost));
      queue.turn = mine.then(
        () => undefined,
        () => undefined,
      );
      return queue.limit(async () => {
        const drawnOn = await mine;
        try {
          return await call((sign) => heed(cost, sign));
        } finally {
          drawnOn?.settle(cost, pace);
          answered.resolve();
          answered = Promise.withResolvers();
        }
      });
    },
    budget: (next) => {
      bucket = next === null ? null : openBucket(next, clock);
    },
  };
}

type Queue = { readonly limit: LimitFunction; turn: Promise<void> };

function openQueue(concurrency: number): Queue {
  return { limit: pLimit({ concurrency, rejectOnClear: true }), turn: Promise.resolve() };
}
