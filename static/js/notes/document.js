// A shared note's document: made by the server, merged here, sent in small updates, never rebuilt from text.
import * as Y from "yjs";

/** @typedef {import("../core/room.js").Room["wire"]} Wire */
/** @typedef {import("./attach.js").NoteState} NoteState */

// Long enough that fast typing becomes few messages, short enough that others see words grow.
const GATHER = 150;
const ANSWERED = 8_000;
const FROM_SERVER = Symbol("from the server");

/** @param {{wire: Wire, session: number, told: (state: NoteState, message?: string) => void}} parts */
export function openDocument({ wire, session, told }) {
  const doc = new Y.Doc();
  const text = doc.getText("note");
  /** The line of the database this document belongs to; a document of another one must never be merged.
   * @type {string|null} */
  let epoch = null;
  /** @type {Uint8Array[]} */
  let unsent = [];
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  let sending = false;
  let closed = false;

  doc.on("update", (/** @type {Uint8Array} */ update, /** @type {unknown} */ origin) => {
    if (origin === FROM_SERVER) return;
    unsent.push(update);
    told("waiting");
    clearTimeout(timer);
    timer = setTimeout(send, GATHER);
  });

  const deaf = wire.on("note", (/** @type {any} */ message) => {
    if (message.note === session && message.update) take(message.update);
  });

  /** @param {ArrayBuffer|Uint8Array} bytes */
  function take(bytes) {
    Y.applyUpdate(doc, bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes), FROM_SERVER);
  }

  /** Asks for what is missing here, then sends what is missing there. */
  async function sync() {
    const now = wire.epoch.peek();
    if (epoch !== null && now !== null && epoch !== now) return told("old");
    const answer = await wire.ask("note", { note: session, vector: Y.encodeStateVector(doc) }, ANSWERED);
    if (closed || !answer) return;
    if (!answer.ok) return told("refused", answer.message);
    epoch ??= wire.epoch.peek();
    take(answer.diff);
    const missing = Y.encodeStateAsUpdate(doc, new Uint8Array(answer.vector));
    // An update without structs and deletions is two bytes long.
    unsent = missing.length > 2 ? [missing] : [];
    await send();
  }

  async function send() {
    clearTimeout(timer);
    if (sending || closed || !wire.live.peek()) return;
    sending = true;
    while (unsent.length && !closed) {
      const parts = unsent;
      unsent = [];
      const answer = await wire.ask("note", { note: session, update: Y.mergeUpdates(parts) }, ANSWERED);
      if (!answer?.ok) {
        unsent = [Y.mergeUpdates([...parts, ...unsent])];
        if (answer?.final) told("refused", answer.message);
        break;
      }
    }
    sending = false;
    if (!unsent.length && epoch !== null) told("live");
    else if (wire.live.peek()) timer = setTimeout(send, 2_000);
  }

  return {
    text,
    sync,
    offline: () => { if (unsent.length) told("waiting"); },
    close: () => {
      closed = true;
      clearTimeout(timer);
      deaf();
      doc.destroy();
    },
  };
}
