// The way by plain requests, taken while no socket can be had: asks for changes and lets wishes go by HTTP.
import { signal } from "@preact/signals";
import { createBackoff } from "./backoff.js";

// So long without a socket before requests take its place.
const AFTER = 10_000;
// Between two rounds of questions; half of it is chance.
const EVERY = 6_000;

/** @typedef {ReturnType<typeof createFallback>} Fallback */

/** @param {{live: () => boolean, poll: () => Promise<boolean>, answered: () => void}} parts */
export function createFallback({ live, poll, answered }) {
  const carries = signal(false);
  const backoff = createBackoff();
  let without = Date.now();
  let due = 0;
  let asking = false;

  /** To be called every second. */
  async function beat() {
    if (live()) {
      without = Date.now();
      carries.value = false;
    } else if (!asking && Date.now() - without >= AFTER && Date.now() >= due) {
      asking = true;
      const ok = await poll();
      asking = false;
      carries.value = ok && !live();
      if (ok) backoff.reset();
      due = Date.now() + (ok ? EVERY * (0.5 + Math.random() / 2) : backoff.next());
      if (carries.value) answered();
    }
  }

  return { carries, beat };
}
