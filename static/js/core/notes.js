// The notes of this person on this device: which of them the server does not have whole yet, and who may read them here.
import { signal } from "@preact/signals";

/** @typedef {import("./kept-notes.js").KeptNote} KeptNote */
/** @typedef {import("./kept-notes.js").KeptNotes} KeptNotes */
/** A note with words that stand on this device only, and since when. @typedef {{session: number, at: number}} Unsent */
/** @typedef {ReturnType<typeof createNotes>} Notes */

// Notes that are read again after a walk through the building; unsent ones stay whatever their number.
const MOST_READ = 30;

/** `keeps`: whether this page may leave anything on this device.
 * @param {{kept: Promise<KeptNotes>, owner: string, keeps: boolean, now: () => number}} parts */
export function createNotes({ kept, owner, keeps, now }) {
  const unsent = signal(/** @type {Unsent[]} */ ([]));
  const lasting = signal(keeps);
  let over = false;

  /** @param {number} session @param {number|null} at */
  function mark(session, at) {
    const others = unsent.peek().filter((one) => one.session !== session);
    if (at === null ? others.length < unsent.peek().length : !unsent.peek().some((one) => one.session === session)) {
      unsent.value = at === null ? others : [...others, { session, at }];
    }
  }

  /** What an earlier page left behind. */
  async function begin() {
    if (!keeps) return;
    const shelf = await kept;
    lasting.value &&= shelf.lasting;
    const all = await shelf.all(owner).catch(() => /** @type {KeptNote[]} */ ([]));
    for (const note of all) if (note.unsent !== null) mark(note.session, note.unsent);
    const read = all.filter((note) => note.unsent === null).sort((a, b) => b.at - a.at);
    for (const note of read.slice(MOST_READ)) await shelf.drop(owner, note.session).catch(() => {});
  }

  const begun = begin();

  /** @param {number} session @returns {Promise<KeptNote|undefined>} */
  async function load(session) {
    await begun;
    return keeps ? (await kept).load(owner, session).catch(() => undefined) : undefined;
  }

  /** @param {number} session @param {{epoch: string, state: Uint8Array, unsent: number|null}} note */
  async function save(session, note) {
    mark(session, note.unsent);
    if (!keeps || over) return;
    await (await kept).save({ owner, session, ...note, at: now() }).catch(() => { lasting.value = false; });
  }

  /** Gives up what stands here of a note; the server's stays. @param {number} session */
  async function drop(session) {
    mark(session, null);
    await (await kept).drop(owner, session).catch(() => {});
  }

  /** Nothing stays on this device, or, while it is not certain that the right ended, only what is nowhere else.
   * @param {{sparing?: boolean}} [how] */
  async function erase({ sparing = false } = {}) {
    over ||= !sparing;
    await clear(owner, sparing);
  }

  /** What others have left here who were at this gathering on this device before. @param {(owner: string) => boolean} other */
  async function eraseOthers(other) {
    const owners = await (await kept).owners().catch(() => /** @type {string[]} */ ([]));
    for (const one of owners.filter((each) => each !== owner && other(each))) await clear(one, false);
  }

  /** @param {string} whose @param {boolean} sparing */
  async function clear(whose, sparing) {
    const shelf = await kept;
    for (const note of await shelf.all(whose).catch(() => /** @type {KeptNote[]} */ ([]))) {
      if (!sparing || note.unsent === null) await shelf.drop(whose, note.session).catch(() => {});
    }
  }

  return { unsent, lasting, load, save, drop, erase, eraseOthers };
}
