/** Somebody was first at a cell: who, and the nearest free cells as buttons. */
import { html } from "htm/preact";
import { t } from "../core/words.js";
import { Sheet } from "../phone/sheet.js";
import { href } from "../phone/router.js";
import { slotName } from "../phone/times.js";
import { lookup } from "./lookup.js";
import { sayPlaced } from "./placing.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Id} Id */
/** @typedef {{place: import("../core/shapes.js").Place, slot: import("../core/shapes.js").Slot}} Cell */

/** @param {Room} room @param {Record<string, any>} fields */
export function whoWon(room, fields) {
  const all = room.all.value;
  if (!all) return "";
  const { cell, topics, places } = lookup(all);
  const place = places.get(fields.place)?.name ?? "";
  const topic = topics.get(cell(fields.place, fields.slot)[0]?.topic ?? -1);
  if (!topic) return t("Somebody was a moment earlier in {place}.", { place });
  const name = topic.conveners.map(room.name).join(", ");
  return t("{name} was a moment earlier in {place} with “{topic}”.", { name, place, topic: topic.title });
}

/** @param {{room: Room, nearest: Cell[], onTake: (cell: Cell) => void, children?: any}} props */
export function Nearest({ room, nearest, onTake, children }) {
  return html`<p>${nearest.length ? t("These are free and nearest:") : t("No place near it is free. Look at another time on the agenda.")}</p>
    <ul class="sheet-ways">
      ${nearest.map(
        ({ place, slot }, index) => html`<li key=${`${place.id} ${slot.id}`}>
          <button type="button" class="button wide ${index ? "" : "primary"} way-to-place" onClick=${() => onTake({ place, slot })}>
            <span>${place.name}</span><small class="nums">${slotName(room, slot)}</small>
          </button>
        </li>`,
      )}
      ${children}
    </ul>`;
}

/** @param {{room: Room, wish: import("../phone/refused.js").Refusal, onClose: () => void}} props */
export function Taken({ room, wish, onClose }) {
  const all = room.all.value;
  if (!all) return null;
  const { places, slots, cell } = lookup(all);
  /** @type {{place: Id, slot: Id}[]} */
  const offered = wish.refusal.fields?.nearest ?? [];
  const nearest = offered.flatMap((one) => {
    const [place, slot] = [places.get(one.place), slots.get(one.slot)];
    // Somebody may have taken an offered cell since.
    return place && slot && !cell(one.place, one.slot).length ? [{ place, slot }] : [];
  });
  const take = async (/** @type {Cell} */ { place, slot }) => {
    const answer = await room.resend(wish.n, { place: place.id, slot: slot.id });
    if (answer.ok) sayPlaced(room, place, slot);
  };
  return html`<${Sheet} title=${t("This place is taken")} onClose=${onClose}>
    <p>${whoWon(room, wish.fields)}</p>
    <${Nearest} room=${room} nearest=${nearest} onTake=${take}>
      <li><a class="button wide" href=${href("agenda", wish.fields.slot)} onClick=${() => room.dismiss(wish.n)}>${t("Look for another place myself")}</a></li>
    </${Nearest}>
  </${Sheet}>`;
}
