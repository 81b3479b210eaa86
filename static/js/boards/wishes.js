// How own cards already look: private ones stand with the person, revealed ones on the board.
import { newId } from "../core/ids.js";
import { find, mend, put, without } from "../core/lists.js";

/** @typedef {import("../core/draw.js").Draws} Draws */
/** @typedef {import("../core/draw.js").Wish} Wish */
/** @typedef {import("../core/draw.js").Around} Around */
/** @typedef {import("../core/shapes.js").Board} Board */
/** @typedef {import("../core/shapes.js").Card} Card */
/** @typedef {import("../core/shapes.js").Mine} Mine */

/** @param {Wish} wish @param {Around} around @param {Card[]} cards @returns {Card} */
function written(wish, { person }, cards) {
  const { board, column, text } = wish.fields;
  const below = cards.filter((card) => card.column === column).map((card) => card.position);
  return {
    id: newId(wish), board, column, text, position: Math.max(0, ...below) + 1, late: false, author: person,
    version: 0, pending: wish.key,
  };
}

/** @param {Mine} mine @param {Wish} wish @param {Around} around @returns {Mine} */
function writePrivate(mine, wish, around) {
  // Once revealed the card belongs on the board; `was` says which it was when the wish was made.
  if (wish.was === "revealed") return mine;
  const cards = mine.cards ?? [];
  return { ...mine, cards: put(cards, written(wish, around, cards.filter((card) => card.board === wish.fields.board))) };
}

/** @param {Board} board @param {Wish} wish @param {Around} around @returns {Board} */
function writeOpen(board, wish, around) {
  if (wish.was !== "revealed" || wish.fields.board !== around.id) return board;
  return { ...board, cards: put(board.cards, { ...written(wish, around, board.cards), late: true }) };
}

/** Changes a card wherever it stands. @param {(cards: Card[], wish: Wish) => Card[]} change @returns {Draws[string]} */
function both(change) {
  /** @param {Mine|Board} holder @param {Wish} wish */
  const draw = (holder, wish) =>
    (find(holder.cards ?? [], wish.fields.card) ? { ...holder, cards: change(holder.cards ?? [], wish) } : holder);
  return { person: draw, board: draw };
}

/** @type {Draws} */
export const draws = {
  "boards.write_card": { person: writePrivate, board: writeOpen },
  "boards.edit_card": both((cards, { key, fields }) => mend(cards, fields.card, { text: fields.text, pending: key })),
  "boards.move_card": both((cards, { key, fields }) =>
    mend(cards, fields.card, { column: fields.column, position: fields.position, pending: key })),
  "boards.remove_card": both((cards, { fields }) => without(cards, fields.card)),
};

/** @type {import("../core/draw.js").Recalls} */
export const recalls = {
  "boards.write_card": ({ board }, { board: known }) => (known(board)?.revealed ? "revealed" : "private"),
};
