/** The switcher of slots: days when there are several, then the rounds of that day. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../core/words.js";
import { href } from "../phone/router.js";
import { at, dayOf } from "../phone/times.js";
import { byDay, forSessions, isOn } from "./hours.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Slot} Slot */

/** @param {{room: Room, slots: Slot[], timezone: string, shown: Slot, now: number}} props */
export function Switcher({ room, slots, timezone, shown, now }) {
  const strip = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const chosen = strip.current?.querySelector("[aria-current]");
    if (!strip.current || !(chosen instanceof HTMLElement)) return;
    strip.current.scrollLeft = chosen.offsetLeft - (strip.current.clientWidth - chosen.offsetWidth) / 2;
  }, [shown.id]);
  const days = [...byDay(slots.filter(forSessions), timezone).values()];
  const today = days.find((day) => day.some((slot) => slot.id === shown.id)) ?? [];
  return html`<nav class="switcher" aria-label=${t("Times")}>
    ${days.length > 1 &&
    html`<ul class="days">
      ${days.map(
        (day) => html`<li key=${day[0].id}>
          <a class="day" href=${href("agenda", day[0].id)} aria-current=${day === today ? "true" : null}>${dayOf(room, day[0].starts)}</a>
        </li>`,
      )}
    </ul>`}
    <ul class="rounds" ref=${strip}>
      ${today.map(
        (slot) => html`<li key=${slot.id}>
          <a class="round" href=${href("agenda", slot.id)} aria-current=${slot.id === shown.id ? "true" : null}>
            <b>${slot.title}</b> <span class="nums">${at(room, slot.starts)}</span>
            ${isOn(slot, now) && html`<span class="round-now">${t("now")}</span>`}
          </a>
        </li>`,
      )}
    </ul>
  </nav>`;
}
