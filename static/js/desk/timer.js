/** One clock for every screen: start, lengthen, pause, stop. */
import { html } from "htm/preact";
import { useId, useState } from "preact/hooks";
import { ms, remaining } from "../core/times.js";
import { t, tn } from "../core/words.js";

/** @import { Room } from "../core/room.js" */

const STARTS = [5, 10, 60];
const MORE = [1, 3, 5];

/** @param {{ room: Room }} props */
export function Timer({ room }) {
  const timer = room.all.value?.timer;
  return html`<section class="rail-part"><h2>${t("Timer")}</h2>
    ${timer ? html`<${Running} room=${room} timer=${timer} />` : html`<${Start} room=${room} />`}
  </section>`;
}

/** @param {{ room: Room, timer: import("../core/shapes.js").Timer }} props */
function Running({ room, timer }) {
  const paused = timer.paused_ms !== null;
  const left = timer.paused_ms ?? ms(timer.ends ?? "") - room.tick.value;
  return html`<p class="timer-now"><b class="nums">${left > 0 ? remaining(left) : t("Time is up")}</b> ${timer.label} ${paused && html`<span class="chip">${t("paused")}</span>`}</p>
    <div class="timer-more">
      ${MORE.map((minutes) => html`<button key=${minutes} type="button" class="button" aria-label=${tn("{n} minute more", "{n} minutes more", minutes)}
        onClick=${() => void room.wish("gatherings.extend_timer", { minutes })}>+${minutes}</button>`)}
      <button type="button" class="button" onClick=${() => void room.wish(paused ? "gatherings.resume_timer" : "gatherings.pause_timer", {})}>${paused ? t("Go on") : t("Pause")}</button>
      <button type="button" class="button" onClick=${() => void room.wish("gatherings.set_timer", { minutes: 0 })}>${t("Stop")}</button>
    </div>`;
}

/** @param {{ room: Room }} props */
function Start({ room }) {
  const [own, setOwn] = useState("");
  const [label, setLabel] = useState("");
  const [labelId, ownId] = [useId(), useId()];
  const start = (/** @type {number} */ minutes) => void room.wish("gatherings.set_timer", { minutes, ...(label.trim() && { label: label.trim() }) });
  const minutes = Number(own);
  const fits = Number.isInteger(minutes) && minutes >= 1 && minutes <= 600;
  return html`<label class="visually-hidden" for=${labelId}>${t("What the time is for")}</label>
    <input id=${labelId} value=${label} maxlength="60" placeholder=${t("What for (may be empty)")} onInput=${(/** @type {any} */ event) => setLabel(event.currentTarget.value)} />
    <div class="timer-more">
      ${STARTS.map((n) => html`<button key=${n} type="button" class="button" aria-label=${tn("Start {n} minute", "Start {n} minutes", n)} onClick=${() => start(n)}>${n}</button>`)}
      <form class="timer-own" onSubmit=${(/** @type {Event} */ event) => (event.preventDefault(), fits && start(minutes))}>
        <label class="visually-hidden" for=${ownId}>${t("Minutes, 1 to 600")}</label>
        <input id=${ownId} type="number" min="1" max="600" required value=${own} placeholder=${t("min")} onInput=${(/** @type {any} */ event) => setOwn(event.currentTarget.value)} />
        <button class="button">${t("Start")}</button>
      </form>
    </div>`;
}
