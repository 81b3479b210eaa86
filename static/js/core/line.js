// How the line is, in the words a screen needs for its one honest sign.
import { computed, effect, signal } from "@preact/signals";

// A wish without an answer for longer than this is said to wait.
const LATE = 4_000;
// One strange answer may be a hiccup; two are the log-in page of a Wi-Fi.
const FOREIGN = 2;

/** `since`: when it stopped being live, by the server's clock. `late`: something waits too long. `kept`: what waits
 * would survive this page. `portal`: a Wi-Fi wants a log-in. `ended`: why no line will come any more, or null.
 * @typedef {{state: import("./link.js").LineState, since: number|null, waiting: number, late: boolean, kept: boolean,
 *   portal: boolean, ended: string|null}} Line */

/** @param {{link: import("./link.js").Link, carries: import("@preact/signals").ReadonlySignal<boolean>,
 *   clock: import("./clock.js").Clock, boxes: import("./boxes.js").Boxes,
 *   waiting: import("@preact/signals").ReadonlySignal<{at: number, refusal: any}[]>,
 *   foreign: import("@preact/signals").ReadonlySignal<number>}} parts */
export function createLine({ link, carries, clock, boxes, waiting, foreign }) {
  const state = computed(() => (carries.value ? "live" : link.state.value));
  const since = signal(/** @type {number|null} */ (null));
  effect(() => {
    if (state.value === "live") since.value = null;
    else if (since.peek() === null) since.value = clock.now();
  });
  const open = computed(() => waiting.value.filter(({ refusal }) => refusal === null));
  // Apart, so that the line is told anew only when it changes and not with every tick.
  const late = computed(() => open.value.some(({ at }) => clock.tick.value - at > LATE));

  return computed(() => /** @type {Line} */ ({
    state: state.value,
    since: since.value,
    waiting: open.value.length,
    late: late.value,
    kept: boxes.lasting.value,
    portal: foreign.value >= FOREIGN,
    ended: link.ended.value,
  }));
}
