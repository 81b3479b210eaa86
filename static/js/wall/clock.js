/** The one clock of the wall: the timer while there is one, else the time of day. */
import { html } from "htm/preact";
import { ms, remaining } from "../core/times.js";
import { t } from "../core/words.js";
import { at, leftInWords } from "../phone/times.js";

/** @import { Room } from "../core/room.js" */

const SOON_MS = 120_000;
/** "Time is up" stays this long; then the wall shows the hour again. */
const OVER_MS = 180_000;

/** @param {Room} room @returns {{ label: string, left: number, paused: boolean } | null} */
export function timerOf(room) {
  const timer = room.all.value?.timer;
  if (!timer) return null;
  const paused = timer.paused_ms !== null;
  const left = timer.paused_ms ?? ms(timer.ends ?? "") - room.tick.value;
  return left < -OVER_MS ? null : { label: timer.label, left, paused };
}

/** @param {{ room: Room }} props */
export function Clock({ room }) {
  const timer = timerOf(room);
  if (!timer) {
    const now = new Date(room.tick.value).toISOString();
    return html`<p class="wall-clock nums">${at(room, now)}</p>`;
  }
  const { label, left, paused } = timer;
  const state = left <= 0 ? "over" : left <= SOON_MS ? "soon" : "running";
  return html`<div class="wall-timer" role="timer" data-state=${state}>
    ${label && html`<span class="timer-label">${label}</span>`}
    <b class="nums">${left <= 0 ? t("Time is up") : remaining(left)}</b>
    ${paused && html`<span class="timer-label">${t("paused")}</span>`}
    <span class="visually-hidden" role="status">${left <= SOON_MS ? leftInWords(left) : ""}</span>
  </div>`;
}
