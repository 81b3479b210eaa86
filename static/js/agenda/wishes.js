// How own wishes on the agenda already look: placing, moving, freeing, being there.
import { newId } from "../core/ids.js";
import { find, mend, put } from "../core/lists.js";

/** @typedef {import("../core/draw.js").Draws} Draws */
/** @typedef {import("../core/draw.js").Recalls} Recalls */
/** @typedef {import("../core/draw.js").Wish} Wish */
/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Id} Id */
/** @typedef {import("../core/shapes.js").Mine} Mine */
/** @typedef {import("../core/shapes.js").Session} Session */

/** Whether another session holds this cell: a wish never draws one card over another.
 * @param {All} all @param {Wish["fields"]} cell @param {Id|undefined} own */
function occupied(all, { place, slot, stack }, own) {
  const here = (/** @type {Session} */ one) => one.id !== own && one.place === place && one.slot === slot;
  return !stack && all.sessions.some(here);
}

/** @param {All} all @param {Wish} wish @param {Session|undefined} old @returns {All} */
function putDown(all, wish, old) {
  const { fields, key } = wish;
  if (occupied(all, fields, old?.id)) return all;
  /** @type {Session} */
  const session = {
    id: newId(wish), topic: fields.topic, here: 0, report: "none", version: 0, ...old,
    place: fields.place, slot: fields.slot, starts: null, ends: null,
    state: "placed", changed: new Date(wish.at).toISOString(), pending: key,
  };
  return { ...all, sessions: put(all.sessions, session) };
}

/** @param {All} all @param {Wish} wish @param {(session: Session) => boolean} chosen
 * @param {Session["state"]} [state] @returns {All} */
function takeUp(all, { key }, chosen, state = "posted") {
  /** @param {Session} session @returns {Session} */
  const freed = (session) => ({ ...session, place: null, slot: null, starts: null, ends: null, state, pending: key });
  return { ...all, sessions: all.sessions.map((one) => (chosen(one) ? freed(one) : one)) };
}

/** How a session ends; a cancelled one gives its cell back. @param {All} all @param {Wish} wish @returns {All} */
function end(all, wish) {
  const { session, state } = wish.fields;
  if (state === "cancelled") return takeUp(all, wish, (one) => one.id === session, state);
  return { ...all, sessions: mend(all.sessions, session, { state, pending: wish.key }) };
}

/** @param {All} all @param {Id} id @param {1|-1} step @returns {All} */
function count(all, id, step) {
  const session = find(all.sessions, id);
  return session ? { ...all, sessions: mend(all.sessions, id, { here: Math.max(0, session.here + step) }) } : all;
}

/** @param {All} all @param {Wish} wish @returns {All} */
function arrive(all, { fields, was }) {
  if (was === fields.session) return all;
  return count(was === null ? all : count(all, was, -1), fields.session, 1);
}

/** @param {All} all @param {Wish} wish @returns {All} */
const depart = (all, { fields, was }) => (was === fields.session ? count(all, was, -1) : all);

/** @type {Draws} */
export const draws = {
  "agenda.place_topic": {
    all: (/** @type {All} */ all, wish) =>
      putDown(all, wish, all.sessions.find((one) => one.topic === wish.fields.topic)),
  },
  "agenda.repeat_topic": { all: (all, wish) => putDown(all, wish, undefined) },
  "agenda.move_session": {
    all: (/** @type {All} */ all, wish) => {
      const old = find(all.sessions, wish.fields.session);
      return old ? putDown(all, wish, old) : all;
    },
  },
  "agenda.unplace_topic": { all: (all, wish) => takeUp(all, wish, (one) => one.topic === wish.fields.topic && one.place !== null) },
  "agenda.unplace_session": { all: (all, wish) => takeUp(all, wish, (one) => one.id === wish.fields.session) },
  "agenda.end_session": { all: end },
  "agenda.check_in": {
    all: arrive,
    person: (/** @type {Mine} */ mine, { fields }) => ({ ...mine, session: fields.session }),
  },
  "agenda.check_out": {
    all: depart,
    person: (/** @type {Mine} */ mine, { fields }) =>
      (mine.session === fields.session ? { ...mine, session: null } : mine),
  },
};

/** Where the person was before is remembered with the wish: the two streams that tell it do not move together.
 * @type {Recalls} */
export const recalls = {
  "agenda.check_in": (_fields, { mine }) => mine?.session ?? null,
  "agenda.check_out": (_fields, { mine }) => mine?.session ?? null,
};
