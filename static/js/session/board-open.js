/** The convener's form that opens a board: a title and its columns, one a line. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../core/words.js";

/** More do not fit a phone, and hardly a wall. */
const COLUMNS_MOST = 6;

/** @param {string} text */
const lines = (text) => text.split("\n").map((line) => line.trim()).filter(Boolean).slice(0, COLUMNS_MOST);

/** @param {{room: import("../core/room.js").Room, session: import("../core/shapes.js").Session}} props */
export function OpenBoard({ room, session }) {
  const [title, setTitle] = useState("");
  const [columns, setColumns] = useState(() => [t("What helps"), t("What hinders"), t("Ideas")].join("\n"));
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (lines(columns).length) room.wish("boards.open_board", { session: session.id, title: title.trim(), columns: lines(columns) });
  };
  return html`<form class="form" onSubmit=${submit}>
    <p>${t("On a board everybody writes cards for themselves first. You reveal them together.")}</p>
    <div class="field">
      <label for="board-title">${t("The question of the board")}</label>
      <input id="board-title" value=${title} maxlength="120" onInput=${(/** @type {any} */ event) => setTitle(event.currentTarget.value)} />
    </div>
    <div class="field">
      <label for="board-columns">${t("Columns, one a line")}</label>
      <textarea id="board-columns" rows="4" value=${columns} onInput=${(/** @type {any} */ event) => setColumns(event.currentTarget.value)}></textarea>
    </div>
    <button type="submit" class="button primary wide">${t("Open the board")}</button>
  </form>`;
}
