// What facts of the agenda do to the states of `all`, of a person and of a session.
import { put, without } from "../core/lists.js";

/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Mine} Mine */
/** @typedef {import("../core/shapes.js").Place} Place */
/** @typedef {import("../core/shapes.js").Slot} Slot */
/** @typedef {import("../core/shapes.js").SessionTold} SessionTold */
/** @typedef {import("../core/shapes.js").Change} Change */

/** @param {Place} a @param {Place} b */
const byPosition = (a, b) => a.position - b.position || Number(a.id) - Number(b.id);

/** @param {Slot} a @param {Slot} b */
const byStart = (a, b) => Date.parse(a.starts) - Date.parse(b.starts) || Number(a.id) - Number(b.id);

/** @param {All} all @param {Change} change @returns {All} */
const session = (all, { session }) => ({ ...all, sessions: put(all.sessions, session) });

/** @param {All} all @param {Change} change @returns {All} */
function counted(all, { sessions }) {
  const count = (/** @type {import("../core/shapes.js").Session} */ one) =>
    (one.id in sessions ? { ...one, here: sessions[one.id] } : one);
  return { ...all, sessions: all.sessions.map(count) };
}

/** @param {Mine} mine @param {Change} change @returns {Mine} */
const checkedOut = (mine, { session }) => (mine.session === session ? { ...mine, session: null } : mine);

/** @type {Record<string, (state: any, change: Change) => any>} */
export const reducers = {
  "agenda.place_saved": (/** @type {All} */ all, { place }) =>
    ({ ...all, places: put(all.places, /** @type {Place} */ (place)).sort(byPosition) }),
  "agenda.place_removed": (/** @type {All} */ all, { place }) => ({ ...all, places: without(all.places, place) }),
  "agenda.slot_saved": (/** @type {All} */ all, { slot }) =>
    ({ ...all, slots: put(all.slots, /** @type {Slot} */ (slot)).sort(byStart) }),
  "agenda.slot_removed": (/** @type {All} */ all, { slot }) => ({ ...all, slots: without(all.slots, slot) }),
  "agenda.session_placed": session,
  "agenda.session_freed": session,
  "agenda.session_changed": session,
  "agenda.here_counted": counted,
  "agenda.checked_in": (/** @type {Mine} */ mine, { session }) => ({ ...mine, session }),
  "agenda.checked_out": checkedOut,
  "agenda.present_changed": (/** @type {SessionTold} */ page, { present }) => ({ ...page, present }),
};
