/** The one clock of the room: what is left, in large figures; in words for those who listen, by the minute. */
import { html } from "htm/preact";
import { ms, remaining } from "../core/times.js";
import { t } from "../core/words.js";
import { leftInWords } from "./times.js";

/** How long "time is up" stays before the clock makes room. */
const AFTER_MS = 2 * 60_000;

/** @typedef {import("../core/room.js").Room} Room */

/** @param {Room} room */
function running(room) {
  const timer = room.all.value?.timer;
  if (!timer) return null;
  const left = timer.paused_ms ?? (timer.ends === null ? 0 : ms(timer.ends) - room.tick.value);
  return left < -AFTER_MS ? null : { label: timer.label || t("Time left"), left, paused: timer.paused_ms !== null };
}

/** In the header of every page. @param {{room: Room}} props */
export function SmallCountdown({ room }) {
  const timer = running(room);
  if (!timer) return null;
  const { label, left, paused } = timer;
  return html`<span class="small-timer nums" data-over=${left <= 0 ? "" : null} data-paused=${paused ? "" : null} title=${label}>
    <span aria-hidden="true">${remaining(left)}</span>
    <span class="visually-hidden">${label}: ${leftInWords(left)} ${paused && t("Paused")}</span>
  </span>`;
}

/** @param {{room: Room}} props */
export function Countdown({ room }) {
  const timer = running(room);
  if (!timer) return null;
  const { label, left, paused } = timer;
  return html`<div class="timer" data-over=${left <= 0 ? "" : null}>
    <span class="timer-label">${label}</span>
    <span class="timer-left nums" aria-hidden="true">${remaining(left)}</span>
    <span class="visually-hidden" role="timer" aria-live="polite">${leftInWords(left)}</span>
    ${paused && html`<span class="chip">${t("Paused")}</span>`}
  </div>`;
}
