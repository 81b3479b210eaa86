/** People as they are shown: name and mark, with the sign of their party (letter and colour, never colour alone). */
import { html } from "htm/preact";
import { t } from "../core/words.js";
import { derived } from "./derived.js";

/** @typedef {import("../core/room.js").Room} Room */

/** @param {{room: Room, id: number | null | undefined}} props the party's id */
export function PartySign({ room, id }) {
  const party = derived(room).parties.value.find((one) => one.id === id);
  if (!party) return null;
  return html`<span class="party" data-colour=${party.colour} title=${party.name}>
    <span aria-hidden="true">${party.letter}</span><span class="visually-hidden">${party.name}</span>
  </span>`;
}

/** @param {{room: Room, id: number}} props the person's id */
export function Person({ room, id }) {
  return html`<span class="person">
    ${room.name(id)} <${PartySign} room=${room} id=${room.people.value[id]?.party} />
  </span>`;
}

/** @param {{room: Room, ids: number[]}} props */
export function People({ room, ids }) {
  if (!ids.length) return html`<span class="people muted">${t("nobody yet")}</span>`;
  return html`<span class="people">${ids.map((id) => html`<${Person} key=${id} room=${room} id=${id} />`)}</span>`;
}
