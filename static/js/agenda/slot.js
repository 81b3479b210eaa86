/** One slot of the agenda: a row for every place, with the pauses and fixed items that stand around it. */
import { html } from "htm/preact";
import { tn } from "../core/words.js";
import { spanOf } from "../phone/times.js";
import { SessionCard } from "./card.js";
import { Choosing } from "./choosing.js";
import { forSessions, isOver, placesOf } from "./hours.js";
import { lookup } from "./lookup.js";
import { FreeCell } from "./placing.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Place} Place */
/** @typedef {import("../core/shapes.js").Slot} Slot */

/** A break or a fixed item. @param {{room: Room, all: All, slot: Slot}} props */
function Pause({ room, all, slot }) {
  const { places } = lookup(all);
  const where = slot.places.map((id) => places.get(id)?.name).filter(Boolean).join(", ");
  return html`<p class="pause" data-kind=${slot.kind}>
    <span class="nums">${spanOf(room, slot)}</span> <b>${slot.title}</b> ${where && html`<span>${where}</span>`}
  </p>`;
}

/** The pauses directly before or after a slot. @param {Slot[]} slots @param {number} index @param {1 | -1} step */
function around(slots, index, step) {
  const found = [];
  for (let at = index + step; slots[at] && !forSessions(slots[at]); at += step) found.push(slots[at]);
  return step === 1 ? found : found.reverse();
}

/** @param {{place: Place}} props */
function PlaceHead({ place }) {
  return html`<h2 class="place-name">
    ${place.name}
    ${place.capacity !== null && html`<small>${tn("{n} seat", "{n} seats", place.capacity)}</small>`}
  </h2>`;
}

/** @param {{room: Room, all: All, slot: Slot, ways: import("./placing.js").Way[], now: number}} props */
export function SlotView({ room, all, slot, ways, now }) {
  const { cell } = lookup(all);
  const index = all.slots.indexOf(slot);
  const pause = (/** @type {Slot} */ one) => html`<${Pause} key=${one.id} room=${room} all=${all} slot=${one} />`;
  const open = isOver(slot, now) ? [] : ways;
  return html`<div class="slot">
    ${around(all.slots, index, -1).slice(-1).map(pause)}
    <ul class="cells">
      ${placesOf(all, slot).map((place) => {
        const sessions = cell(place.id, slot.id);
        return html`<li key=${place.id} class="cell">
          <${PlaceHead} place=${place} />
          ${sessions.map((session) => html`<${SessionCard} key=${room.key(session.id)} room=${room} session=${session} />`)}
          ${!sessions.length && html`<${FreeCell} room=${room} ways=${open} place=${place} slot=${slot} />`}
        </li>`;
      })}
    </ul>
    ${around(all.slots, index, 1).map(pause)}
    <${Choosing} room=${room} all=${all} ways=${open} />
  </div>`;
}
