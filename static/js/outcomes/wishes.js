// How own wishes about outcomes already look on the page of their session.
import { newId } from "../core/ids.js";
import { find, put, without } from "../core/lists.js";

/** @typedef {import("../core/draw.js").Draws} Draws */
/** @typedef {import("../core/draw.js").Wish} Wish */
/** @typedef {import("../core/draw.js").Around} Around */
/** @typedef {import("../core/shapes.js").Outcome} Outcome */
/** @typedef {import("../core/shapes.js").SessionTold} SessionTold */

/** @param {SessionTold} page @param {Wish} wish @param {Around} around @returns {SessionTold} */
function save(page, wish, { id }) {
  const { outcome, session, kind, text, ...given } = wish.fields;
  if (session !== id) return page;
  /** @type {Outcome} */
  const drawn = {
    id: newId(wish), owner: null, due: null, party: null, state: "open", version: 0,
    ...(outcome && find(page.outcomes, outcome)), ...given, session, kind, text, pending: wish.key,
  };
  return { ...page, outcomes: put(page.outcomes, drawn) };
}

/** @type {Draws} */
export const draws = {
  "notes.save_outcome": { session: save },
  "notes.remove_outcome": {
    session: (/** @type {SessionTold} */ page, { fields }) =>
      ({ ...page, outcomes: without(page.outcomes, fields.outcome) }),
  },
};
