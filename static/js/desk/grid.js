/** The grid of the desk: all places by all slots, each cell to drop on, to fill or to open. */
import { html } from "htm/preact";
import { isMarked } from "../agenda/changed.js";
import { byDay, isOn } from "../agenda/hours.js";
import { lookup } from "../agenda/lookup.js";
import { languageOf } from "../core/proposed.js";
import { t, tn } from "../core/words.js";
import { People } from "../phone/people.js";
import { dayOf, spanOf } from "../phone/times.js";
import { useBeat } from "../wall/beat.js";
import { isNarrow } from "../wall/pages.js";
import { useDrag } from "./drag.js";
import { stateName } from "./names.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { All, Place, Session, Slot } from "../core/shapes.js"
 * @import { Opened } from "./agenda.js"
 */

/** @param {{ room: Room, all: All, over: string | null, open: (opened: Opened) => void }} props */
export function Grid({ room, all, over, open }) {
  const days = [...byDay(all.slots, all.gathering.timezone).values()];
  const narrow = all.slots.filter((slot) => isNarrow(all, slot));
  const size = { "--wide": all.slots.length - narrow.length, "--narrow": narrow.length };
  // The name of a day needs the room of more than one strip.
  const alone = days.length > 1 ? days.flatMap((slots) => (slots.every((slot) => narrow.includes(slot)) ? [slots[0]] : [])) : [];
  const column = (/** @type {Slot} */ slot) => (alone.includes(slot) ? "col-alone" : narrow.includes(slot) ? "col-narrow" : "");
  return html`<div class="grid-scroll" tabindex="0" role="region" aria-label=${t("Agenda")}>
    <table class="desk-grid" style=${size}>
      <colgroup><col class="col-place" />${all.slots.map((slot) => html`<col key=${slot.id} class=${column(slot)} />`)}</colgroup>
      <thead>
        ${days.length > 1 && html`<tr><td></td>${days.map((slots) => html`<th key=${slots[0]?.id} scope="colgroup" colspan=${slots.length} class="grid-day">${dayOf(room, slots[0]?.starts ?? "")}</th>`)}</tr>`}
        <tr><td class="grid-corner"></td>${all.slots.map((slot) => html`<${Head} key=${slot.id} room=${room} all=${all} slot=${slot} />`)}</tr>
      </thead>
      <tbody>
        ${all.places.map((place, row) => html`<tr key=${place.id}>
          <th scope="row"><span class="place-name" lang=${languageOf(place.name, all.gathering.language)}>${place.name}</span>
            ${place.capacity && html`<small class="muted">${tn("{n} seat", "{n} seats", place.capacity)}</small>`}</th>
          ${all.slots.map((slot) => isNarrow(all, slot)
            ? row === 0 && html`<${Between} key=${slot.id} room=${room} slot=${slot} rows=${all.places.length} />`
            : html`<${Cell} key=${slot.id} room=${room} all=${all} place=${place} slot=${slot} over=${over} open=${open} />`)}
        </tr>`)}
      </tbody>
    </table>
  </div>`;
}

/** @param {{ room: Room, all: All, slot: Slot }} props */
function Head({ room, all, slot }) {
  const on = useBeat(room, (now) => isOn(slot, now));
  if (isNarrow(all, slot)) return html`<th scope="col"><span class="visually-hidden">${slot.title}</span></th>`;
  return html`<th scope="col" data-on=${on ? "" : null}><b>${slot.title}</b> <small class="nums">${spanOf(room, slot)}</small></th>`;
}

/** A break or a fixed item hangs beside the cells; who wants a session in it puts one there by the card's dialog.
 * @param {{ room: Room, slot: Slot, rows: number }} props */
function Between({ room, slot, rows }) {
  const on = useBeat(room, (now) => isOn(slot, now));
  return html`<td class="between" rowspan=${rows} data-on=${on ? "" : null}><span>${slot.title} <span class="nums">${spanOf(room, slot)}</span></span></td>`;
}

/** @param {{ room: Room, all: All, place: Place, slot: Slot, over: string | null, open: (opened: Opened) => void }} props */
function Cell({ room, all, place, slot, over, open }) {
  const id = `cell ${place.id} ${slot.id}`;
  const ref = useDrag(id, { place: place.id, slot: slot.id }, "cell");
  const sessions = lookup(all).cell(place.id, slot.id);
  const label = t("Put a topic at {place}, {slot}", { place: place.name, slot: slot.title });
  return html`<td ref=${ref} data-cell=${id} data-over=${over === id ? "" : null} data-stacked=${sessions.length > 1 ? "" : null}>
    ${sessions.map((session) => html`<${Card} key=${room.key(session.id)} room=${room} all=${all} session=${session} open=${open} />`)}
    ${!sessions.length && html`<button type="button" class="cell-free" aria-label=${label} onClick=${() => open({ kind: "fill", cell: { place: place.id, slot: slot.id } })}>+</button>`}
  </td>`;
}

/** @param {{ room: Room, all: All, session: Session, open: (opened: Opened) => void }} props */
function Card({ room, all, session, open }) {
  const topic = lookup(all).topics.get(session.topic);
  const title = topic?.title ?? t("A topic that is gone");
  const data = {
    label: title, session: session.id, place: session.place, slot: session.slot,
    move: { name: "agenda.move_session", what: { session: session.id } },
  };
  const ref = useDrag(`session ${session.id}`, data, "card");
  const marked = useBeat(room, (now) => isMarked(all, session, now));
  return html`<button type="button" ref=${ref} class="desk-card" data-state=${session.state} onClick=${() => open({ kind: "session", id: session.id })}>
    <span class="card-title" lang=${topic?.language}>${title}</span>
    <span class="card-foot"><${People} room=${room} ids=${topic?.conveners ?? []} />
      ${topic?.interest && html`<span class="nums muted" title=${t("come")}>♥ ${topic.interest.come}</span>`}
      ${session.state !== "placed" && html`<span class="chip">${stateName(session.state)}</span>`}
      ${marked && html`<span class="chip warn">${t("Changed")}</span>`}</span>
  </button>`;
}
