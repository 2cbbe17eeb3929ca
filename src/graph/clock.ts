/** Time and chance, injected so that a run can be repeated. `sleep` takes milliseconds; `random` gives [0, 1). */
export type Clock = {
  readonly now: () => Date;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
};
