// What facts of a board do to the states of a session, of the board, and of the author of a private card.
import { put, without } from "../core/lists.js";

/** @typedef {import("../core/shapes.js").Board} Board */
/** @typedef {import("../core/shapes.js").Card} Card */
/** @typedef {import("../core/shapes.js").SessionTold} SessionTold */
/** @typedef {import("../core/shapes.js").Change} Change */
/** A board or a person: both hold cards. @typedef {{cards?: Card[]}} Holder */

/** @param {Card} a @param {Card} b */
const byPosition = (a, b) => a.position - b.position || Number(a.id) - Number(b.id);

/** A board's cards stand in their order, a person's own in the order they were written.
 * @param {Holder} holder @param {Change} change @returns {Holder} */
function saved(holder, { card }) {
  const cards = put(holder.cards ?? [], /** @type {Card} */ (card));
  return { ...holder, cards: "columns" in holder ? cards.sort(byPosition) : cards };
}

/** @param {Holder} holder @param {Change} change @returns {Holder} */
const removed = (holder, { card }) => ({ ...holder, cards: without(holder.cards ?? [], card) });

/** @type {Record<string, (state: any, change: Change) => any>} */
export const reducers = {
  "boards.board_opened": (/** @type {SessionTold} */ page, { board }) => ({ ...page, board }),
  "boards.board_changed": (/** @type {Board} */ old, { board }) => ({ ...old, ...board, cards: old.cards }),
  "boards.card_saved": saved,
  "boards.card_removed": removed,
  "boards.revealed": (_old, { board }) => board,
};
