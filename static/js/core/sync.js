// Keeps the followed streams whole: entries of hello, gaps, snapshots, and polling where there is no socket.
import { signal } from "@preact/signals";
import { createBackoff } from "./backoff.js";

/** @typedef {import("./http.js").Http} Http */
/** @typedef {import("./link.js").Link} Link */
/** @typedef {import("./shapes.js").Changes} Changes */
/** @typedef {import("./shapes.js").Names} Names */
/** @typedef {import("./store.js").Store} Store */
/** What hello and follow say of one stream. @typedef {{from?: number, to?: number, changes?: any[], number?: number, state?: any, snapshot?: string, code?: string}} Entry */
/** @typedef {ReturnType<typeof createSync>} Sync */

// Changes overtake each other by less than this.
const GAP = 300;
// Of one hello, as the server has it.
const MOST_STREAMS = 40;
// A second gap within this takes the whole state.
const AGAIN = 10_000;
const FOLLOW_WITHIN = 8_000;
const LASTING = new Set(["forbidden", "gone", "invalid"]);

/** @param {{store: Store, http: Http, ask: Link["ask"], live: () => boolean, renew: () => void,
 *   names: (people: Names|undefined) => void, forget: () => void, recall: (stream: string) => void}} parts `recall`
 *   shows what this device knew of a stream */
export function createSync({ store, http, ask, live, renew, names, forget, recall }) {
  /** Which line of numbers; a restored server has another. */
  const epoch = signal(/** @type {string|null} */ (null));
  const followed = new Set(["all"]);
  /** The highest number the server has spoken of. @type {Map<string, number>} */
  const heads = new Map();
  /** Gaps that are waited out. @type {Map<string, ReturnType<typeof setTimeout>>} */
  const gaps = new Map();
  /** When a stream was last asked for because of a gap. @type {Map<string, number>} */
  const asked = new Map();
  /** Streams of which the last pulse knew less than we do. @type {Set<string>} */
  const doubted = new Set();
  /** Streams the server will not show, and why. */
  const refused = signal(/** @type {Record<string, string>} */ ({}));
  const backoff = createBackoff();
  let fetching = false;

  /** @param {string} name */
  const behind = (name) => store.missing(name) || (heads.get(name) ?? 0) > (store.number(name) ?? -1);

  /** Another epoch: a restored server, where no number means what it did. @param {string} now */
  function sameLine(now) {
    if (epoch.peek() !== null && epoch.peek() !== now) {
      store.distrustAll();
      heads.clear();
      doubted.clear();
      forget();
    }
    epoch.value = now;
  }

  /** What a phone has, for hello: no more than one may carry. It asks for the others afterwards. */
  const have = () => Object.fromEntries(
    [...followed].flatMap((name) => (store.number(name) === null ? [] : [[name, store.number(name)]])).slice(0, MOST_STREAMS));

  /** Takes the streams of an answer to hello, and asks for those it was silent on.
   * @param {{epoch: string, streams?: Record<string, Entry>, people?: Names}} answer */
  function greeted(answer) {
    sameLine(answer.epoch);
    names(answer.people);
    const streams = answer.streams ?? {};
    for (const [name, entry] of Object.entries(streams)) take(name, entry);
    for (const name of followed) if (!(name in streams) && name !== "all") void askFor(name, store.number(name));
  }

  /** @param {string} name @param {Entry} entry */
  function take(name, entry) {
    if (entry.code) {
      refused.value = { ...refused.peek(), [name]: entry.code };
      return;
    }
    followed.add(name);
    heads.set(name, Math.max(heads.get(name) ?? 0, entry.number ?? entry.to ?? 0));
    if (entry.state !== undefined) store.load(name, entry.number ?? 0, entry.state);
    else if (entry.changes) store.apply({ stream: name, from: entry.from ?? 0, to: entry.to ?? 0, changes: entry.changes });
    else if (entry.snapshot && behind(name)) void snapshot(entry.snapshot);
    check(name);
  }

  /** A `changes` message. @param {Changes} message */
  function changes(message) {
    names(message.people);
    if (!followed.has(message.stream)) return;
    store.apply(message);
    check(message.stream);
  }

  /** The heads of a pulse. @param {Record<string, number>} said */
  function pulse(said) {
    for (const [name, head] of Object.entries(said)) {
      const number = store.number(name);
      // A server that knows less than this phone, twice in a row, has lost something: hello tells.
      if (number === null || head >= number) doubted.delete(name);
      else if (doubted.has(name)) renew();
      else doubted.add(name);
      heads.set(name, Math.max(heads.get(name) ?? 0, head));
      if (followed.has(name)) check(name);
    }
  }

  /** @param {string} name */
  function check(name) {
    if (!behind(name) || gaps.has(name)) return;
    gaps.set(name, setTimeout(() => {
      gaps.delete(name);
      if (behind(name) && live()) mend(name);
    }, GAP));
  }

  /** @param {string} name */
  function mend(name) {
    const second = Date.now() - (asked.get(name) ?? -AGAIN) < AGAIN;
    asked.set(name, Date.now());
    if (name === "all" && (second || store.number(name) === null)) void snapshot();
    else void askFor(name, second ? null : store.number(name));
  }

  /** @param {string} name @param {number|null} number */
  async function askFor(name, number) {
    const answer = await ask("follow", { stream: name, have: number }, FOLLOW_WITHIN);
    // Busy, or not greeted yet: the next hello or pulse asks again. Only a lasting no is told to the screen.
    if (answer === null || !followed.has(name) || !(answer.ok || LASTING.has(answer.code))) return;
    names(answer.people);
    take(name, answer);
  }

  /** Fetches the state of `all`, again and again until it is here. @param {string} [address] */
  async function snapshot(address) {
    if (fetching) return;
    fetching = true;
    const found = await http.snapshot(address);
    fetching = false;
    if (found === null) {
      setTimeout(() => { if (behind("all") || store.number("all") === null) void snapshot(address); }, backoff.next());
      return;
    }
    backoff.reset();
    sameLine(found.epoch);
    names(found.people);
    for (const [name, { number, state }] of Object.entries(found.streams)) {
      store.load(name, number, state);
      if (behind(name) && live()) void askFor(name, store.number(name));
    }
  }

  /** @param {string} name */
  function follow(name) {
    if (followed.has(name)) return;
    followed.add(name);
    if (live()) void askFor(name, null);
    else recall(name);
  }

  /** @param {string} name */
  function leave(name) {
    if (!followed.delete(name)) return;
    store.drop(name);
    heads.delete(name);
    const { [name]: _gone, ...others } = refused.peek();
    refused.value = others;
    if (live()) void ask("unfollow", { stream: name }, FOLLOW_WITHIN);
  }

  /** One round of questions without a socket; whether the server answered. */
  async function poll() {
    const line = epoch.peek();
    if (line === null || store.number("all") === null) {
      await snapshot();
      return store.number("all") !== null;
    }
    return (await Promise.all([...followed].map((name) => missed(name, line)))).every(Boolean);
  }

  /** @param {string} name @param {string} line */
  async function missed(name, line) {
    const answer = await http.changes(line, name, store.number(name));
    if (answer === null) return false;
    sameLine(answer.epoch);
    names(answer.people);
    take(name, answer);
    return true;
  }

  return { have, greeted, changes, pulse, follow, leave, poll, snapshot, refused, epoch };
}
