/** Writes a card into one of the board's columns; the column stays chosen for the next card. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../core/words.js";
import { OneOf } from "../phone/buttons.js";

export const CARD_MOST = 200;

/** @param {{room: import("../core/room.js").Room, board: import("../core/shapes.js").Board}} props */
export function CardForm({ room, board }) {
  const [text, setText] = useState("");
  const [column, setColumn] = useState(String(board.columns[0]?.id));
  const chosen = board.columns.find((one) => String(one.id) === column) ?? board.columns[0];
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!text.trim() || !chosen) return;
    room.wish("boards.write_card", { board: board.id, column: chosen.id, text: text.trim() });
    setText("");
  };
  return html`<form class="form capture" onSubmit=${submit}>
    <div class="field">
      <label for="card-text">${board.revealed ? t("A new card") : t("A new card, only for you until the reveal; then with your name")}</label>
      <textarea id="card-text" rows="2" maxlength=${CARD_MOST} value=${text}
        onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)}></textarea>
    </div>
    <${OneOf} legend=${t("Column")} name="column" value=${String(chosen?.id)} onChange=${setColumn}
      options=${board.columns.map((one) => ({ value: String(one.id), label: one.title }))} />
    <button type="submit" class="button primary">${t("Add the card")}</button>
  </form>`;
}
