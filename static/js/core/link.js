// The live line: connects, says hello, notices when the line is dead, and comes back by our own rules.
import { signal } from "@preact/signals";
import { createBackoff } from "./backoff.js";

/** @typedef {import("./dial.js").Dial} Dial */
/** @typedef {import("./dial.js").Line} Line */
/** @typedef {"connecting"|"live"|"offline"} LineState */
/** `greet` says hello on a new or doubted line and tells what came of it; `broken` hears of the end of a line.
 * @typedef {{dial: Dial, greet: (deadline: number) => Promise<Greeting>, broken: (killed: boolean) => void,
 *   visible: () => boolean}} Parts */
/** "ok"; "again" = try later; anything else is a code that ends it. @typedef {string} Greeting */
/** @typedef {ReturnType<typeof createLink>} Link */

const HELLO_WITHIN = 4_000;
const PROBE_WITHIN = 2_000;
// Gone for longer than this is called offline; shorter is a blink.
const BLINK = 4_000;
// A pulse comes at least every 10 s.
const SILENCE = 12_000;
// A person has a few lines at a time: a page that nobody looks at does not take one back from another so soon.
const REPLACED = 20_000;

/** These are final: the person must do something. */
const ENDS = new Set(["no_person", "csrf", "origin", "unknown_gathering", "removed", "turn_over", "version"]);

/** @param {Parts} parts */
export function createLink({ dial, greet, broken, visible }) {
  const backoff = createBackoff();
  const state = signal(/** @type {LineState} */ ("connecting"));
  const ended = signal(/** @type {string|null} */ (null));
  /** @type {Set<{event: string, listener: (message: any) => void}>} */
  const listeners = new Set();
  /** Questions without an answer so far. @type {Set<() => void>} */
  const asked = new Set();
  /** @type {Line|null} */
  let line = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let blink;
  let dialled = 0;
  let heard = 0;
  let probing = false;

  function connect() {
    if (ended.peek()) return;
    clearTimeout(timer);
    hangUp();
    dialled = Date.now();
    blink ??= setTimeout(gone, BLINK);
    const fresh = dial(backoff.failures());
    line = fresh;
    const on = (/** @type {string} */ event, /** @type {(...args: any[]) => void} */ listener) =>
      fresh.on(event, (...args) => { if (line === fresh) listener(...args); });
    on("connect", () => void welcome(HELLO_WITHIN));
    on("connect_error", (error) => refused(error?.data?.code ?? error?.message ?? ""));
    on("disconnect", () => lost(true));
    on("bye", bye);
    for (const one of listeners) attach(fresh, one);
  }

  /** Whatever an older line still says is not listened to, nor is anything for who left.
   * @param {Line} to @param {{event: string, listener: (message: any) => void}} one */
  function attach(to, one) {
    to.on(one.event, (message) => {
      if (line !== to || !listeners.has(one)) return;
      heard = Date.now();
      one.listener(message);
    });
  }

  /** No line for so long, were it the first: this is no blink any more. */
  function gone() {
    state.value = "offline";
  }

  /** @param {string} code */
  function refused(code) {
    if (ENDS.has(code)) stop(code);
    else lost(false);
  }

  /** @param {number} deadline */
  async function welcome(deadline) {
    const on = line;
    const greeting = await greet(deadline);
    if (line !== on || on === null) return;
    if (greeting === "ok") live();
    else if (ENDS.has(greeting)) stop(greeting);
    else lost(false);
  }

  function live() {
    backoff.reset();
    clearTimeout(blink);
    blink = undefined;
    heard = Date.now();
    state.value = "live";
  }

  /** The line is gone; `killed` when the other end or the network took it. @param {boolean} killed @param {number} [wait] */
  function lost(killed, wait) {
    drop(killed);
    clearTimeout(timer);
    if (!ended.peek()) timer = setTimeout(connect, wait ?? backoff.next());
  }

  /** @param {boolean} killed */
  function drop(killed) {
    hangUp();
    if (state.peek() === "live") state.value = "connecting";
    blink ??= setTimeout(gone, BLINK);
    broken(killed);
    for (const giveUp of [...asked]) giveUp();
  }

  function hangUp() {
    const old = line;
    line = null;
    old?.disconnect();
  }

  /** @param {{code: string, retry_ms?: number}} message */
  function bye({ code, retry_ms }) {
    if (ENDS.has(code)) stop(code);
    else lost(false, retry_ms || (code === "replaced" && !visible() ? REPLACED : undefined));
  }

  /** @param {string} code */
  function stop(code) {
    ended.value = code;
    clearTimeout(timer);
    clearTimeout(blink);
    drop(false);
    clearTimeout(blink);
    state.value = "offline";
  }

  /** Something shows that this line is no good: a new one. */
  function renew() {
    if (line) lost(false);
  }

  /** The phone wakes up or has heard nothing for long: is the line still there? */
  async function wake() {
    if (ended.peek() || probing) return;
    if (state.peek() !== "live") {
      if (Date.now() - dialled > PROBE_WITHIN) connect();
      return;
    }
    probing = true;
    const on = line;
    const greeting = await greet(PROBE_WITHIN);
    probing = false;
    if (line !== on) return;
    if (greeting === "ok") return live();
    if (ENDS.has(greeting)) return stop(greeting);
    drop(false);
    connect();
  }

  /** To be called now and then: a line that has gone silent is asked, before its own slow alarm. */
  function watch() {
    if (state.peek() === "live" && Date.now() - heard > SILENCE) void wake();
  }

  /** Asks and waits; null is no answer. @param {string} event @param {any} message @param {number} [deadline]
   * @returns {Promise<any>} */
  function ask(event, message, deadline) {
    return new Promise((resolve) => {
      if (!line) return resolve(null);
      /** @param {any} answer */
      const end = (answer) => {
        clearTimeout(limit);
        asked.delete(giveUp);
        resolve(answer ?? null);
      };
      const giveUp = () => end(null);
      const limit = deadline === undefined ? undefined : setTimeout(giveUp, deadline);
      asked.add(giveUp);
      line.emit(event, message, (/** @type {any} */ answer) => {
        heard = Date.now();
        end(answer);
      });
    });
  }

  /** Listens, on this line and all later ones. @param {string} event @param {(message: any) => void} listener
   * @returns {() => void} ends it */
  function on(event, listener) {
    const one = { event, listener };
    listeners.add(one);
    if (line) attach(line, one);
    return () => void listeners.delete(one);
  }

  /** Says something that needs no answer. @param {string} event @param {any} message */
  function say(event, message) {
    line?.emit(event, message);
  }

  function close() {
    clearTimeout(timer);
    clearTimeout(blink);
    hangUp();
  }

  return { state, ended, connect, wake, watch, renew, stop, ask, say, on, close };
}
