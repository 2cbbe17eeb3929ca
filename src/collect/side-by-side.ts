/**
 * Runs that many workers to the end of them all. The first failure ends the others, by the signal that each is given, and is
 * thrown.
 */
export async function sideBySide(
  count: number,
  signal: AbortSignal,
  worker: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const broken = new AbortController();
  const either = AbortSignal.any([signal, broken.signal]);
  const workers = Array.from({ length: count }, () =>
    worker(either).catch((error: unknown) => {
      broken.abort(error);
      throw error;
    }),
  );
  await Promise.allSettled(workers);
  either.throwIfAborted();
}
