/** Places and times: a proposed grid to begin with, then every place and every slot. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { byDay } from "../agenda/hours.js";
import { t, tn } from "../core/words.js";
import { dayOf, spanOf } from "../phone/times.js";
import { kindName } from "./names.js";
import { PlaceDialog } from "./place-dialog.js";
import { Propose } from "./propose.js";
import { SlotDialog } from "./slot-dialog.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { All, Place, Slot } from "../core/shapes.js"
 * @typedef {{ place: Place | null } | { slot: Slot | null }} Opened
 */

/** @param {{ room: Room }} props */
export function Venue({ room }) {
  const [opened, open] = useState(/** @type {Opened | null} */ (null));
  const all = room.all.value;
  if (!all) return null;
  const close = () => open(null);
  return html`<div class="panel">
    ${!all.places.length && !all.slots.length && html`<${Propose} room=${room} />`}
    <div class="columns">
      <section><header class="panel-bar"><h2>${t("Places")}</h2>
        <button type="button" class="button" onClick=${() => open({ place: null })}>${t("Add a place")}</button></header>
        <ul class="rows">${all.places.map((place) => html`<${PlaceRow} key=${place.id} place=${place} open=${open} />`)}</ul></section>
      <section><header class="panel-bar"><h2>${t("Times")}</h2>
        <button type="button" class="button" onClick=${() => open({ slot: null })}>${t("Add a time")}</button></header>
        ${[...byDay(all.slots, all.gathering.timezone)].map(([key, slots]) => html`<div key=${key}><h3>${dayOf(room, slots[0]?.starts ?? "")}</h3>
          <ul class="rows">${slots.map((slot) => html`<${SlotRow} key=${slot.id} room=${room} all=${all} slot=${slot} open=${open} />`)}</ul></div>`)}</section>
    </div>
    ${opened && "place" in opened && html`<${PlaceDialog} room=${room} place=${opened.place} onClose=${close} />`}
    ${opened && "slot" in opened && html`<${SlotDialog} room=${room} slot=${opened.slot} onClose=${close} />`}
  </div>`;
}

/** @param {{ place: Place, open: (opened: Opened) => void }} props */
function PlaceRow({ place, open }) {
  const about = [place.capacity && tn("{n} seat", "{n} seats", place.capacity), ...place.features, place.address && t("online")].filter(Boolean);
  return html`<li><button type="button" class="row row-press" onClick=${() => open({ place })}>
    <span class="row-main"><strong>${place.name}</strong></span><span class="muted">${about.join(" · ")}</span></button></li>`;
}

/** @param {{ room: Room, all: All, slot: Slot, open: (opened: Opened) => void }} props */
function SlotRow({ room, all, slot, open }) {
  const where = slot.places.length ? all.places.filter((one) => slot.places.includes(one.id)).map((one) => one.name).join(", ") : "";
  return html`<li><button type="button" class="row row-press" onClick=${() => open({ slot })}>
    <span class="nums">${spanOf(room, slot)}</span><span class="row-main"><strong>${slot.title}</strong> <span class="muted">${where}</span></span>
    <span class="chip">${kindName(slot.kind)}</span></button></li>`;
}
