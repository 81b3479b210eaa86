/** Which of my topics comes to a free cell; and when somebody takes that cell meanwhile, who, and what is free near it. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../core/words.js";
import { Sheet } from "../phone/sheet.js";
import { slotName } from "../phone/times.js";
import { lookup } from "./lookup.js";
import { nearestFree } from "./nearest.js";
import { asked, put, wayWords, waysNow } from "./placing.js";
import { Nearest, whoWon } from "./taken.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Place} Place */
/** @typedef {import("../core/shapes.js").Slot} Slot */
/** @typedef {import("./placing.js").Way} Way */

/** @param {{room: Room, ways: Way[], place: Place, slot: Slot}} props */
function Ways({ room, ways, place, slot }) {
  return html`<ul class="sheet-ways">
    ${ways.map(
      (way) => html`<li key=${`${way.name} ${Object.values(way.fields)}`}>
        <button type="button" class="button wide way-to-place" onClick=${() => put(room, way, place, slot)}>
          <span lang=${way.topic.language}>${way.topic.title}</span><small>${wayWords(way)}</small>
        </button>
      </li>`,
    )}
  </ul>`;
}

/** @param {{room: Room, all: All, ways: Way[], place: Place, slot: Slot}} props */
function ChoosingSheet({ room, all, ways, place, slot }) {
  const taken = lookup(all).cell(place.id, slot.id).length > 0;
  const nearest = taken ? nearestFree(all, place.id, slot.id, room.now()) : [];
  const said = useRef(/** @type {HTMLElement | null} */ (null));
  const first = useRef(true);
  // The button that had the focus goes with the list: the sentence takes it, and is so heard too.
  useEffect(() => {
    if (!first.current) said.current?.focus();
    first.current = false;
  }, [taken, place.id, slot.id]);
  const close = () => (asked.value = null);
  return html`<${Sheet} title=${t("{place}, {slot}", { place: place.name, slot: slotName(room, slot) })} onClose=${close}>
    <p ref=${said} tabindex="-1">
      ${taken ? whoWon(room, { place: place.id, slot: slot.id }) : t("Which topic comes here?")}
    </p>
    ${taken
      ? html`<${Nearest} room=${room} nearest=${nearest} onTake=${(/** @type {{place: Place, slot: Slot}} */ one) =>
            (asked.value = { place: one.place.id, slot: one.slot.id })} />`
      : html`<${Ways} room=${room} ways=${ways} place=${place} slot=${slot} />`}
  </${Sheet}>`;
}

/** Stands beside the cells, not in one: a cell that is taken goes, and must not take the question with it silently.
 * @param {{room: Room, all: All, ways: Way[]}} props */
export function Choosing({ room, all, ways: every }) {
  useEffect(() => () => void (asked.value = null), []);
  const { places, slots } = lookup(all);
  const place = places.get(asked.value?.place ?? -1);
  const slot = slots.get(asked.value?.slot ?? -1);
  const ways = waysNow(every);
  if (!place || !slot || !ways.length) return null;
  return html`<${ChoosingSheet} room=${room} all=${all} ways=${ways} place=${place} slot=${slot} />`;
}
