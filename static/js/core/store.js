// The streams of one gathering as this screen knows them: applies numbered changes, notices what is missing.
import { signal } from "@preact/signals";
import { reduce } from "./reducers.js";

/** @typedef {import("./shapes.js").Changes} Changes */
/** What is known of one stream; `number` is null while nothing trustworthy is known.
 * @typedef {{number: number|null, state: any}} Known */
/** @typedef {"applied"|"old"|"gap"} Heard */
/** @typedef {ReturnType<typeof createStore>} Store */

// Enough for any reordering or for a snapshot under way; beyond that the stream is asked for again anyway.
const MOST_AHEAD = 200;

export function createStore() {
  /** @type {Map<string, import("@preact/signals").Signal<Known>>} */
  const streams = new Map();
  /** Messages that came before what they follow. @type {Map<string, Changes[]>} */
  const ahead = new Map();

  /** The stream as a signal, empty until it is loaded. @param {string} name */
  function stream(name) {
    let found = streams.get(name);
    if (!found) {
      found = signal(/** @type {Known} */ ({ number: null, state: null }));
      streams.set(name, found);
    }
    return found;
  }

  /** @param {string} name */
  const number = (name) => stream(name).peek().number;

  /** Applies what follows without a hole; true when something remains that does not. @param {Changes} message */
  function advance(message) {
    let { number, state } = stream(message.stream).peek();
    if (number === null || message.from > number + 1) return true;
    const before = number;
    for (const change of [...message.changes].sort((a, b) => a.number - b.number)) {
      if (change.number <= number) continue;
      if (change.number > number + 1) break;
      state = reduce(state, change);
      number = change.number;
    }
    if (number > before) stream(message.stream).value = { number, state };
    return number < message.to;
  }

  /** Tries what waited, the lowest numbers first. @param {string} name */
  function catchUp(name) {
    const waiting = (ahead.get(name) ?? []).sort((a, b) => a.from - b.from);
    ahead.set(name, waiting.filter(advance).slice(-MOST_AHEAD));
  }

  /** Takes a `changes` message or a part of an answer. @param {Changes} message @returns {Heard} */
  function apply(message) {
    const before = number(message.stream);
    if (before !== null && message.to <= before) return "old";
    if (advance(message)) ahead.set(message.stream, [...(ahead.get(message.stream) ?? []), message]);
    catchUp(message.stream);
    return missing(message.stream) ? "gap" : "applied";
  }

  /** Whether changes are known that could not be applied yet. @param {string} name */
  function missing(name) {
    return (ahead.get(name) ?? []).length > 0;
  }

  /** Takes a whole state, unless a newer one is here. @param {string} name @param {number} at @param {any} state */
  function load(name, at, state) {
    const before = number(name);
    if (before !== null && before >= at) return;
    stream(name).value = { number: at, state };
    catchUp(name);
  }

  /** Shows a picture from before, which the first word of the server replaces; whether there was nothing to see yet.
   * @param {string} name @param {any} state */
  function show(name, state) {
    if (stream(name).peek().state !== null) return false;
    stream(name).value = { number: null, state };
    return true;
  }

  /** The streams that are as the server told them. @returns {[string, any][]} */
  const known = () => [...streams].flatMap(([name, one]) => {
    const { number, state } = one.peek();
    return number === null ? [] : [/** @type {[string, any]} */ ([name, state])];
  });

  /** Forgets the number but keeps the picture: the next state is taken whatever its number. @param {string} name */
  function distrust(name) {
    ahead.delete(name);
    stream(name).value = { number: null, state: stream(name).peek().state };
  }

  /** Forgets a stream that is not followed any more. @param {string} name */
  function drop(name) {
    ahead.delete(name);
    stream(name).value = { number: null, state: null };
  }

  /** Another database line: no number means anything any more. */
  function distrustAll() {
    for (const name of streams.keys()) distrust(name);
  }

  return { stream, number, apply, load, show, known, missing, distrust, distrustAll, drop };
}
