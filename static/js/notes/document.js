// A shared note's document: made by the server, merged here, sent in small updates, never rebuilt from text. It stays
// until the server has all of it, whether a screen shows it or not.
import * as Y from "yjs";

/** @typedef {import("../core/notes.js").Notes} Notes */
/** @typedef {import("../core/room.js").Room["wire"]} Wire */
/** @typedef {import("./attach.js").NoteState} NoteState */
/** @typedef {(state: NoteState, message?: string) => void} Tell */

// Long enough that fast typing becomes few messages, short enough that others see words grow.
const GATHER = 150;
const ANSWERED = 8_000;
const AGAIN = 2_000;
// What others typed is also on the server: it is written here for reading only.
const KEEP_READ = 3_000;
const FROM_SERVER = Symbol("from the server");
const FROM_DISK = Symbol("from this device");

/** @param {{wire: Wire, notes: Notes, session: number, ended: () => void}} parts `ended`: it may be forgotten */
export function openDocument({ wire, notes, session, ended }) {
  const doc = new Y.Doc();
  const text = doc.getText("note");
  /** The line of the database this document belongs to; a document of another one must never be merged.
   * @type {string|null} */
  let epoch = null;
  /** @type {Uint8Array[]} */
  let unsent = [];
  /** Since when there is something that only stands here. @type {number|null} */
  let since = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let keeping;
  let sending = false;
  let whole = false;
  let closed = false;
  /** @type {Tell|null} */
  let view = null;
  /** @type {[NoteState, string?]} */
  let state = ["opening"];

  /** @type {Tell} */
  function tell(...now) {
    state = now;
    view?.(...now);
  }

  doc.on("update", (/** @type {Uint8Array} */ update, /** @type {unknown} */ origin) => {
    if (origin === FROM_DISK) return;
    if (origin === FROM_SERVER) return keepIn(KEEP_READ);
    unsent.push(update);
    since ??= Date.now();
    tell("waiting");
    keepIn(GATHER);
    clearTimeout(timer);
    timer = setTimeout(send, GATHER);
  });

  const deaf = wire.on("note", (/** @type {any} */ message) => {
    if (message.note === session && message.update) take(message.update);
  });

  const restored = restore();

  // The signal's own `subscribe`: this bundle has a copy of the library of its own, whose effects would not hear it.
  const unwatch = wire.live.subscribe((live) => {
    if (live) void sync();
    else if (epoch !== null) tell(since === null ? "read" : "waiting");
  });

  // Thrown away by hand: then this document is no more either.
  let listed = false;
  const unlist = notes.unsent.subscribe((all) => {
    const before = listed;
    listed = all.some((one) => one.session === session);
    if (before && !listed && since !== null) {
      since = null;
      unsent = [];
      clearTimeout(keeping);
      keeping = undefined;
      end();
    }
  });

  async function restore() {
    const kept = await notes.load(session);
    if (!kept || closed) return;
    epoch = kept.epoch;
    since = kept.unsent;
    Y.applyUpdate(doc, kept.state, FROM_DISK);
    tell(since === null ? "read" : "waiting");
  }

  /** @param {ArrayBuffer|Uint8Array} bytes */
  function take(bytes) {
    Y.applyUpdate(doc, bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes), FROM_SERVER);
  }

  /** Asks for what is missing here, then sends what is missing there. */
  async function sync() {
    await restored;
    const now = wire.epoch.peek();
    if (closed || !wire.live.peek()) return;
    if (epoch !== null && now !== null && epoch !== now) {
      if (since === null) void notes.drop(session);
      return tell("old");
    }
    const answer = await wire.ask("note", { note: session, vector: Y.encodeStateVector(doc) }, ANSWERED);
    if (closed || !answer) return;
    if (!answer.ok) return tell("refused", answer.message);
    epoch ??= wire.epoch.peek();
    take(answer.diff);
    const missing = Y.encodeStateAsUpdate(doc, new Uint8Array(answer.vector));
    // An update without structs and deletions is two bytes long.
    unsent = missing.length > 2 ? [missing] : [];
    whole = true;
    await send();
  }

  async function send() {
    clearTimeout(timer);
    if (sending || closed || !whole || !wire.live.peek()) return;
    sending = true;
    while (unsent.length && !closed) {
      const parts = unsent;
      unsent = [];
      const answer = await wire.ask("note", { note: session, update: Y.mergeUpdates(parts) }, ANSWERED);
      if (!answer?.ok) {
        unsent = [Y.mergeUpdates([...parts, ...unsent])];
        if (answer?.final) tell("refused", answer.message);
        break;
      }
    }
    sending = false;
    if (!unsent.length) {
      if (since !== null) {
        since = null;
        keep();
      }
      tell("live");
      end();
    } else if (wire.live.peek()) timer = setTimeout(send, AGAIN);
  }

  /** @param {number} ms */
  function keepIn(ms) {
    keeping ??= setTimeout(keep, ms);
  }

  function keep() {
    clearTimeout(keeping);
    keeping = undefined;
    if (epoch !== null) void notes.save(session, { epoch, state: Y.encodeStateAsUpdate(doc), unsent: since });
  }

  const awake = wire.onHiding(() => { if (keeping) keep(); });

  /** Ends it, when nobody looks and the server has all. */
  function end() {
    if (view || since !== null || closed) return;
    if (keeping) keep();
    closed = true;
    clearTimeout(timer);
    awake();
    unlist();
    unwatch();
    deaf();
    doc.destroy();
    ended();
  }

  return {
    text,
    /** @param {Tell} told */
    show: (told) => {
      view = told;
      told(...state);
    },
    /** Nobody looks any more; what is not sent yet still goes. */
    leave: () => {
      view = null;
      if (keeping) keep();
      void restored.then(end);
    },
  };
}
