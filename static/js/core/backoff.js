// How long to wait before trying again: full jitter, so that 2,000 phones never come back together.

const FIRST = 1_000;
const MOST = 20_000;

/** @typedef {ReturnType<typeof createBackoff>} Backoff */

export function createBackoff() {
  let failures = 0;

  /** Milliseconds to wait: anything from nothing to a bound that doubles with each failure. */
  function next() {
    const bound = Math.min(MOST, FIRST * 2 ** failures);
    failures += 1;
    return Math.random() * bound;
  }

  function reset() {
    failures = 0;
  }

  return { next, reset, failures: () => failures };
}
