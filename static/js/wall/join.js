/** How to get in: the code, the QR, and who is in already. */
import { html } from "htm/preact";
import { t, tn } from "../core/words.js";
import { Party } from "./party.js";
import { Fitted } from "./fitted.js";

/** @import { Room } from "../core/room.js" */

/** @param {Room} room */
export const qr = (room) => `/g/${room.start.code}/qr.svg`;

/** The address people can type, without what they need not type. @param {Room} room */
export function joinAddress(room) {
  const { host } = new URL(room.start.join ?? location.href, location.href);
  return host;
}

/** White stays round the code in the dark too: a camera needs it. @param {{ room: Room }} props */
export function Qr({ room }) {
  return html`<img class="qr" src=${qr(room)} alt=${t("QR code to join")} />`;
}

/** @param {{ code: string }} props */
export function Code({ code }) {
  return html`<span class="join-code" translate="no"><span aria-hidden="true">${code}</span><span class="visually-hidden">${[...code].join(" ")}</span></span>`;
}

/** Who is of no party: with them the numbers beside the parties add up to everybody.
 * @param {{ people: number, parties: Record<string, number> }} joined */
const elsewhere = ({ people, parties }) => people - Object.values(parties).reduce((sum, n) => sum + n, 0);

/** @param {{ room: Room }} props */
export function Join({ room }) {
  const all = room.all.value;
  if (!all) return null;
  const joined = room.joined.value;
  return html`<${Fitted} class="wall-join">
    <div class="join-qr">
      <${Qr} room=${room} />
      <p class="join-how">${t("Scan, or go to {address} and type", { address: joinAddress(room) })}</p>
      <p><${Code} code=${all.gathering.code} /></p>
    </div>
    <div class="join-who">
      <p class="join-theme" lang=${all.gathering.language}>${all.gathering.theme || all.gathering.title}</p>
      ${joined && html`<p class="join-count">${tn("{n} person is in", "{n} people are in", joined.people)}</p>`}
      ${joined && html`<ul class="join-parties">
        ${all.parties.map((party) => html`<li key=${party.id}>
          <${Party} party=${party} />
          <span class="join-party">${party.name}</span>
          <b>${joined.parties[party.id] ?? 0}</b>
        </li>`)}
        ${all.parties.length > 0 && elsewhere(joined) > 0 && html`<li key="elsewhere">
          <span class="party" aria-hidden="true">–</span>
          <span class="join-party">${t("somewhere else")}</span>
          <b>${elsewhere(joined)}</b>
        </li>`}
      </ul>`}
    </div>
  </${Fitted}>`;
}

/** Small, on every other page, for those who come late. @param {{ room: Room }} props */
export function Corner({ room }) {
  return html`<aside class="wall-corner" aria-label=${t("Join")}>
    <p>${t("Join at {address}", { address: joinAddress(room) })} <${Code} code=${room.start.code} /></p>
    <${Qr} room=${room} />
  </aside>`;
}
