/** The day is over: where everybody finds the book. */
import { html } from "htm/preact";
import { t } from "../core/words.js";
import { Fitted } from "./fitted.js";
import { Code, Qr, joinAddress } from "./join.js";

/** @param {{ room: import("../core/room.js").Room }} props */
export function Book({ room }) {
  const all = room.all.value;
  if (!all) return null;
  return html`<${Fitted} class="wall-join">
    <div class="join-qr">
      <${Qr} room=${room} />
      <p class="join-how">${t("Scan, or go to {address} and type", { address: joinAddress(room) })}</p>
      <p><${Code} code=${all.gathering.code} /></p>
    </div>
    <div class="join-who">
      <p class="join-theme">${t("Everything that was discussed, decided and promised.")}</p>
      <p class="join-count">${t("Read it and take it along.")}</p>
    </div>
  </${Fitted}>`;
}
