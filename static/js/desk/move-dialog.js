/** "Move to ...": the same as a drag, by two lists; free cells say that they are free. */
import { html } from "htm/preact";
import { useId, useState } from "preact/hooks";
import { forSessions, isOver, placesOf } from "../agenda/hours.js";
import { lookup } from "../agenda/lookup.js";
import { t } from "../core/words.js";
import { slotName } from "../phone/times.js";
import { Dialog } from "./dialog.js";
import { onSubmit } from "./form.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { Cell, Move } from "./placing.js"
 */

/** @param {{ room: Room, title: string, move: Move, put: (move: Move, cell: Cell) => void, onClose: () => void }} props */
export function MoveDialog({ room, title, move, put, onClose }) {
  const all = room.all.value;
  const [slotId, placeId] = [useId(), useId()];
  const rounds = (all?.slots ?? []).filter(forSessions);
  const coming = rounds.find((slot) => !isOver(slot, room.now()) && all?.places.some((place) => !lookup(all).cell(place.id, slot.id).length));
  const [slot, setSlot] = useState(String((coming ?? rounds[0])?.id ?? ""));
  const [place, setPlace] = useState("");
  if (!all) return null;
  const { cell, topics } = lookup(all);
  const inSlot = all.slots.find((one) => String(one.id) === slot);
  const places = inSlot ? placesOf(all, inSlot) : [];
  const free = places.find((one) => !cell(one.id, inSlot?.id ?? 0).length);
  const chosen = places.find((one) => String(one.id) === place) ?? free ?? places[0];
  const go = () => {
    if (!inSlot || !chosen) return;
    onClose();
    put(move, { place: chosen.id, slot: inSlot.id });
  };
  return html`<${Dialog} title=${title} onClose=${onClose}>
    <form onSubmit=${onSubmit(go)}>
      <div class="field"><label for=${slotId}>${t("When")}</label>
        <select id=${slotId} onInput=${(/** @type {any} */ event) => setSlot(event.currentTarget.value)}>
          ${all.slots.map((one) => html`<option key=${one.id} value=${one.id} selected=${String(one.id) === slot}>${slotName(room, one)}</option>`)}
        </select></div>
      <div class="field"><label for=${placeId}>${t("Where")}</label>
        <select id=${placeId} onInput=${(/** @type {any} */ event) => setPlace(event.currentTarget.value)}>
          ${places.map((one) => {
            const there = cell(one.id, inSlot?.id ?? 0)[0];
            const state = there ? t("taken: {title}", { title: topics.get(there.topic)?.title ?? "" }) : t("free");
            return html`<option key=${one.id} value=${one.id} selected=${one.id === chosen?.id}>${one.name} (${state})</option>`;
          })}
        </select></div>
      <div class="buttons">
        <button class="button primary" aria-disabled=${chosen ? null : "true"}>${t("Put it there")}</button>
        <button type="button" class="button" onClick=${onClose}>${t("Cancel")}</button>
      </div>
      ${!chosen && html`<p class="why">${t("There are no places and times yet. Make them under Places and times.")}</p>`}
    </form>
  </${Dialog}>`;
}
