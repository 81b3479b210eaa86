// How the line is, in the words a screen needs for its one honest sign.
import { computed, effect, signal } from "@preact/signals";

// A wish without an answer for longer than this is said to wait.
const LATE = 4_000;
// One strange answer may be a hiccup; two are the log-in page of a Wi-Fi.
const FOREIGN = 2;

/** `since`: when it stopped being live, by the server's clock. `late`: something waits too long. `kept`: what waits
 * would survive this page. `portal`: a Wi-Fi wants a log-in. `full`: the server's disk takes nothing more for now.
 * `ended`: why no line will come any more, or null. `old`: until when what this screen shows was true, by what this
 * device has kept; null once the server has spoken.
 * @typedef {{state: import("./link.js").LineState, since: number|null, waiting: number, late: boolean, kept: boolean,
 *   portal: boolean, full: boolean, ended: string|null, old: number|null}} Line */

/** @param {{link: import("./link.js").Link, carries: import("@preact/signals").ReadonlySignal<boolean>,
 *   clock: import("./clock.js").Clock, boxes: import("./boxes.js").Boxes,
 *   waiting: import("@preact/signals").ReadonlySignal<{at: number, refusal: any}[]>,
 *   notes: import("./notes.js").Notes,
 *   foreign: import("@preact/signals").ReadonlySignal<number>,
 *   full: import("@preact/signals").ReadonlySignal<boolean>,
 *   old: import("@preact/signals").ReadonlySignal<number|null>}} parts */
export function createLine({ link, carries, clock, boxes, waiting, notes, foreign, full, old }) {
  const state = computed(() => (carries.value ? "live" : link.state.value));
  const since = signal(/** @type {number|null} */ (null));
  effect(() => {
    if (state.value === "live") since.value = null;
    else if (since.peek() === null) since.value = clock.now();
  });
  const open = computed(() => waiting.value.filter(({ refusal }) => refusal === null));
  /** @param {{at: number}} one */
  const isLate = ({ at }) => clock.tick.value - at > LATE;
  // Apart, so that the line is told anew only when it changes and not with every tick. What is typed into a note is on its
  // way all the time: only where it stays does it wait.
  const typed = computed(() => (state.value === "live" ? notes.unsent.value.filter(isLate) : notes.unsent.value).length);
  const late = computed(() => open.value.some(isLate) || (state.value === "live" && typed.value > 0));

  return computed(() => /** @type {Line} */ ({
    state: state.value,
    since: since.value,
    waiting: open.value.length + typed.value,
    late: late.value,
    kept: boxes.lasting.value && (typed.value === 0 || notes.lasting.value),
    portal: foreign.value >= FOREIGN,
    full: full.value && state.value === "live",
    ended: link.ended.value,
    old: old.value,
  }));
}
