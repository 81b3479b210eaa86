// The server's time on this screen: countdowns must agree in the room, whatever a phone's own clock says.
import { signal } from "@preact/signals";

// A message on a live line is never this late (the line is given up after 16 s), so a pulse that seems
// later means that this machine's own clock was set forward.
const IMPOSSIBLY_LATE = 30_000;

/** @typedef {ReturnType<typeof createClock>} Clock */

export function createClock() {
  let offset = 0;
  let best = Infinity;
  const tick = signal(Date.now());
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  const now = () => Date.now() + offset;

  /** A question was asked at `sent` (own clock) and is answered now: the truth lies within the round trip.
   * @param {number} serverNow @param {number} sent */
  function answered(serverNow, sent) {
    const roundTrip = Math.max(0, Date.now() - sent);
    const possible = now() >= serverNow - 1 && now() <= serverNow + roundTrip + 1;
    if (roundTrip > best && possible) return;
    offset = serverNow + roundTrip / 2 - Date.now();
    best = roundTrip;
  }

  /** A pulse was said at `serverNow` and heard some time later: it can only correct what is impossible.
   * @param {number} serverNow */
  function heard(serverNow) {
    if (now() < serverNow || now() > serverNow + IMPOSSIBLY_LATE) offset = serverNow - Date.now();
  }

  function beat() {
    tick.value = now();
    timer = setTimeout(beat, 1000 - (tick.value % 1000));
  }

  function stop() {
    clearTimeout(timer);
  }

  return { now, tick, answered, heard, start: beat, stop };
}
