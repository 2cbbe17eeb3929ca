/** One thing measured. */
export type Figure = {
  readonly metric: string;
  /** What it was measured on, such as `1 M users`. */
  readonly size: string;
  readonly value: number;
  readonly unit: string;
  /** What the product aims at, such as `<= 0.3`. */
  readonly aim?: string;
  readonly better: "lower" | "higher";
};

export type BenchOptions = {
  /** The small sizes only, in under a minute. */
  readonly quick: boolean;
  /** Shows a line of progress. */
  readonly tell: (line: string) => void;
};

/** Measures our way and the alternatives side by side in one run; `name` is that of its file, `<name>.bench.ts`. */
export type Bench = {
  readonly name: string;
  readonly run: (options: BenchOptions) => AsyncIterable<Figure>;
};
