/** Putting a topic or a session into a cell: asks first where the cell is taken, and says who is there. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { lookup } from "../agenda/lookup.js";
import { t } from "../core/words.js";
import { People } from "../phone/people.js";
import { slotName } from "../phone/times.js";
import { ask } from "./ask.js";
import { Dialog } from "./dialog.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { All, Id } from "../core/shapes.js"
 * @typedef {{ place: Id, slot: Id }} Cell
 * @typedef {{ name: "agenda.place_topic" | "agenda.move_session" | "agenda.repeat_topic", what: { topic: Id } | { session: Id } }} Move
 */

/**
 * @param {Room} room
 * @returns {{ put: (move: Move, cell: Cell, stack?: boolean) => Promise<void>, dialog: any }}
 */
export function usePlacing(room) {
  const [taken, setTaken] = useState(/** @type {{ move: Move, cell: Cell, nearest: Cell[] } | null} */ (null));
  /** @param {Move} move @param {Cell} cell @param {boolean} [stack] */
  const put = async (move, cell, stack = false) => {
    setTaken(null);
    const fields = { ...move.what, ...cell, ...(stack && { stack }) };
    const answer = await ask(room, move.name, fields);
    if (!answer.ok) setTaken({ move, cell, nearest: answer.code === "taken" ? (answer.fields?.["nearest"] ?? []) : [] });
  };
  const dialog = taken && html`<${Taken} room=${room} ...${taken} put=${put} onClose=${() => setTaken(null)} />`;
  return { put, dialog };
}

/** @param {All} all @param {Cell} cell @param {Room} room */
export function cellName(all, cell, room) {
  const { places, slots } = lookup(all);
  const slot = slots.get(cell.slot);
  return t("{place}, {slot}", { place: places.get(cell.place)?.name ?? "?", slot: slot ? slotName(room, slot) : "?" });
}

/** @param {{ room: Room, move: Move, cell: Cell, nearest: Cell[], put: (move: Move, cell: Cell, stack?: boolean) => void, onClose: () => void }} props */
function Taken({ room, move, cell, nearest, put, onClose }) {
  const all = room.all.value;
  if (!all) return null;
  const { topics, cell: cellOf } = lookup(all);
  const there = cellOf(cell.place, cell.slot);
  return html`<${Dialog} title=${t("This place is taken")} onClose=${onClose}>
    <p>${t("Already at {cell}:", { cell: cellName(all, cell, room) })}</p>
    <ul class="there">${there.map((one) => html`<li key=${one.id}><strong>${topics.get(one.topic)?.title}</strong>
      <${People} room=${room} ids=${topics.get(one.topic)?.conveners ?? []} /></li>`)}</ul>
    ${nearest.length > 0 && html`<h3>${t("Free and near")}</h3>
      <div class="buttons">${nearest.map((one) => html`<button key=${`${one.place} ${one.slot}`} type="button" class="button primary"
        onClick=${() => put(move, one)}>${cellName(all, one, room)}</button>`)}</div>`}
    <div class="buttons">
      <button type="button" class="button" onClick=${() => put(move, cell, true)}>${t("Put it there as well")}</button>
      <button type="button" class="button quiet" onClick=${onClose}>${t("Leave it where it is")}</button>
    </div>
  </${Dialog}>`;
}
