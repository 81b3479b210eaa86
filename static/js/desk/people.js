/** Everybody who joined, found by a few letters, a party or a role. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t, tn } from "../core/words.js";
import { PartySign } from "../phone/people.js";
import { folded } from "../phone/search.js";
import { at } from "../phone/times.js";
import { roleName } from "./names.js";
import { PersonDialog } from "./person-dialog.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { Person } from "../core/shapes.js"
 */

/** More rows than anybody reads would only make the keys slow. */
const SHOWN = 80;

/** @param {{ room: Room }} props */
export function People({ room }) {
  const [text, setText] = useState("");
  const [party, setParty] = useState("");
  const [role, setRole] = useState("");
  const [opened, open] = useState(/** @type {number | null} */ (null));
  const [all, desk] = [room.all.value, room.desk.value];
  if (!all || !desk) return null;
  const wanted = folded(text.trim());
  const found = desk.people.filter((one) =>
    (!party || String(one.party) === party) && (!role || one.role === role) && (!wanted || folded(room.name(one.person)).includes(wanted)));
  const pick = (/** @type {(value: string) => void} */ set) => (/** @type {any} */ event) => set(event.currentTarget.value);
  const person = desk.people.find((one) => one.person === opened);
  return html`<div class="panel">
    <div class="panel-bar">
      <input type="search" aria-label=${t("Search people")} placeholder=${t("Search people")} value=${text} onInput=${pick(setText)} />
      <select aria-label=${t("Party")} onInput=${pick(setParty)}>
        <option value="">${t("every party")}</option>
        <option value="null" selected=${party === "null"}>${t("without a party")}</option>
        ${all.parties.map((one) => html`<option key=${one.id} value=${one.id} selected=${party === String(one.id)}>${one.letter} · ${one.name}</option>`)}
      </select>
      <select aria-label=${t("Role")} onInput=${pick(setRole)}>
        <option value="">${t("every role")}</option>
        ${["host", "facilitator", "participant"].map((one) => html`<option key=${one} value=${one} selected=${role === one}>${roleName(one)}</option>`)}
      </select>
      <span class="muted" role="status">${tn("{n} person", "{n} people", found.length)}</span>
    </div>
    <ul class="rows">${found.slice(0, SHOWN).map((one) => html`<${Row} key=${one.person} room=${room} person=${one} open=${open} />`)}</ul>
    ${!found.length && html`<p class="muted">${desk.people.length ? t("Nobody here has that name.") : t("Nobody has joined yet.")}</p>`}
    ${found.length > SHOWN && html`<p class="muted">${tn("And {n} more: type a few letters.", "And {n} more: type a few letters.", found.length - SHOWN)}</p>`}
    ${person && html`<${PersonDialog} room=${room} person=${person} onClose=${() => open(null)} />`}
  </div>`;
}

/** @param {{ room: Room, person: Person, open: (person: number) => void }} props */
function Row({ room, person, open }) {
  return html`<li><button type="button" class="row row-press" onClick=${() => open(person.person)}>
    <span class="row-main"><strong>${room.name(person.person)}</strong></span>
    <span><${PartySign} room=${room} id=${person.party} /> ${room.all.value?.parties.find((one) => one.id === person.party)?.name}</span>
    <span>${person.role !== "participant" && html`<span class="chip">${roleName(person.role)}</span>`}</span>
    <span class="muted nums">${t("since {time}", { time: at(room, person.joined) })}</span>
  </button></li>`;
}
