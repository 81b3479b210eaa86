/** One card of a board: its author edits it in a sheet, everybody may move it, some remove it. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../core/words.js";
import { OneOf } from "../phone/buttons.js";
import { Person } from "../phone/people.js";
import { mayChange, myself, takesPart } from "../phone/rights.js";
import { Sheet } from "../phone/sheet.js";
import { CARD_MOST } from "./card-form.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/room.js").BoardPage} Board */
/** @typedef {import("../core/shapes.js").Card} Card */

/** @param {{room: Room, board: Board, card: Card, own: boolean, mayRemove: boolean, onClose: () => void}} props */
function CardSheet({ room, board, card, own, mayRemove, onClose }) {
  const [text, setText] = useState(card.text);
  const [column, setColumn] = useState(String(card.column));
  const keep = () => {
    if (text.trim() && text !== card.text) room.wish("boards.edit_card", { card: card.id, text: text.trim() });
    const to = board.columns.find((one) => String(one.id) === column);
    const below = [...board.cards, ...board.mine].filter((one) => one.column === to?.id).map((one) => one.position);
    if (to && to.id !== card.column) {
      room.wish("boards.move_card", { card: card.id, column: to.id, position: Math.max(0, ...below) + 1 });
    }
    onClose();
  };
  const remove = () => (onClose(), room.wish("boards.remove_card", { card: card.id }));
  return html`<${Sheet} title=${t("This card")} onClose=${onClose}>
    <div class="form">
      ${own
        ? html`<div class="field">
            <label for="card-edit">${t("Text")}</label>
            <textarea id="card-edit" rows="3" maxlength=${CARD_MOST} value=${text}
              onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)}></textarea>
          </div>`
        : html`<p>${card.text}</p>`}
      <${OneOf} legend=${t("Column")} name="card-column" value=${column} onChange=${setColumn}
        options=${board.columns.map((one) => ({ value: String(one.id), label: one.title }))} />
      <button type="button" class="button primary wide" onClick=${keep}>${t("Save")}</button>
      ${mayRemove && html`<button type="button" class="button danger wide" onClick=${remove}>${t("Remove the card")}</button>`}
    </div>
  </${Sheet}>`;
}

/** @param {{room: Room, board: Board, card: Card, topic: import("../core/shapes.js").Topic}} props */
export function BoardCard({ room, board, card, topic }) {
  const [open, setOpen] = useState(false);
  const own = !board.revealed || card.author === myself(room);
  const label = own ? t("Change: {text}", { text: card.text }) : t("Move: {text}", { text: card.text });
  return html`<li class="board-card" data-pending=${card.pending ? "" : null}>
    <p>${card.text}</p>
    <p class="board-card-foot">
      ${board.revealed && card.author !== null && html`<${Person} room=${room} id=${card.author} />`}
      ${card.late && html`<span class="chip">${t("after the reveal")}</span>`}
      ${takesPart(room) && !card.pending &&
      html`<button type="button" class="button quiet" aria-label=${label} onClick=${() => setOpen(true)}>${own ? t("Change") : t("Move")}</button>`}
    </p>
    ${open && html`<${CardSheet} room=${room} board=${board} card=${card} own=${own} mayRemove=${own || mayChange(room, topic)} onClose=${() => setOpen(false)} />`}
  </li>`;
}
