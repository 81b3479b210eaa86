/** Which of the waiting topics goes into this cell? */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { lookup } from "../agenda/lookup.js";
import { t } from "../core/words.js";
import { People } from "../phone/people.js";
import { folded } from "../phone/search.js";
import { Dialog } from "./dialog.js";
import { cellName } from "./placing.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { Cell, Move } from "./placing.js"
 */

/** @param {{ room: Room, cell: Cell, put: (move: Move, cell: Cell) => void, onClose: () => void }} props */
export function FillDialog({ room, cell, put, onClose }) {
  const all = room.all.value;
  const [text, setText] = useState("");
  if (!all) return null;
  const found = lookup(all).unplaced.filter((topic) => folded(topic.title).includes(folded(text.trim())));
  return html`<${Dialog} title=${cellName(all, cell, room)} onClose=${onClose}>
    <input type="search" aria-label=${t("Search the waiting topics")} placeholder=${t("Search the waiting topics")} value=${text}
      onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)} />
    ${!found.length && html`<p class="muted">${t("No topic waits. Drag a session here, or post a topic first.")}</p>`}
    <ul class="pick">
      ${found.map((topic) => html`<li key=${room.key(topic.id)}><button type="button" class="desk-card"
        onClick=${() => (onClose(), put({ name: "agenda.place_topic", what: { topic: topic.id } }, cell))}>
        <span class="card-title" lang=${topic.language}>${topic.title}</span>
        <span class="card-foot"><${People} room=${room} ids=${topic.conveners} /></span></button></li>`)}
    </ul>
  </${Dialog}>`;
}
