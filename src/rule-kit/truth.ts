/** Null is what Graph did not say: neither yes nor no. */
export type Truth = boolean | null;

/** Whether all are true: one that is false decides it, else one that is not known leaves it open. */
export function all(...truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.includes(null) ? null : true;
}

/** Whether at least one is true: that decides it, else one that is not known leaves it open. */
export function some(...truths: readonly Truth[]): Truth {
  return not(all(...truths.map(not)));
}

export function not(truth: Truth): Truth {
  return truth === null ? null : !truth;
}
