import type { Clock } from "./clock.ts";
import type { Budget } from "./limits.ts";

/** What a call draws on its budget, whichever way that counts. */
export type Cost = { readonly units: number; readonly requests: number };

/**
 * Share of the published capacity and rate that is used: a call is charged here before it reaches the service, so that only
 * clocks which run apart can make it overflow, and those are apart by far less.
 */
const headroom = { capacity: 0.99, rate: 0.999 } as const;

/** What is left of a budget, as the service must have it. */
export type Bucket = {
  /** Milliseconds until there is room for the cost at a pace from 0 to 1; infinite where a call must be answered first. */
  readonly wait: (cost: Cost, pace: number) => number;
  readonly take: (cost: Cost) => void;
  /** What was taken has been answered. */
  readonly settle: (cost: Cost, pace: number) => void;
  /** Resource units by which the service's own count differs. */
  readonly correct: (units: number) => void;
};

/**
 * Fills up to its capacity without what calls under way have taken. Those may not have reached the service yet, whose own bucket
 * is full meanwhile and gains nothing by waiting: filled up all the same, ours would promise what the service does not have.
 */
export function openBucket({ amount, seconds, per }: NonNullable<Budget>, clock: Clock): Bucket {
  const capacity = Math.max(1, Math.floor(amount * headroom.capacity));
  const rate = (amount / seconds) * headroom.rate;
  let available = capacity;
  let underWay = 0;
  let filledAt = clock.now().getTime();
  const charged = ({ units, requests }: Cost): number => (per === "request" ? requests : units);
  const fill = (pace: number): void => {
    const now = clock.now().getTime();
    const filled = available + (rate * pace * Math.max(0, now - filledAt)) / 1000;
    available = Math.max(available, Math.min(capacity - underWay, filled));
    filledAt = now;
  };
  return {
    wait: (cost, pace) => {
      fill(pace);
      const wanted = Math.min(charged(cost), capacity);
      if (wanted <= available) return 0;
      if (wanted > capacity - underWay) return Number.POSITIVE_INFINITY;
      return Math.ceil((1000 * (wanted - available)) / (rate * pace));
    },
    take: (cost) => {
      available -= charged(cost);
      underWay += charged(cost);
    },
    settle: (cost, pace) => {
      fill(pace);
      underWay -= charged(cost);
    },
    correct: (units) => {
      if (per === "resourceUnit") available -= units;
    },
  };
}
