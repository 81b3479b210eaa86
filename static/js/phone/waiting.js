/** What waits on this phone to be sent: nothing is lost, and each item can be copied or thrown away after a while. */
import { html } from "htm/preact";
import { t } from "../core/words.js";
import { CopyButton } from "./refused.js";
import { at } from "./times.js";
import { typedText, wishAbout, wishName } from "./wish-words.js";

/** Before that a line that blinked is more likely than one that is gone. */
const WAYS_AFTER_MS = 10_000;

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/room.js").Waiting} Waiting */

/** @param {{room: Room, wish: Waiting}} props */
function Item({ room, wish }) {
  const typed = typedText(wish);
  const old = room.tick.value - wish.at > WAYS_AFTER_MS;
  return html`<li class="waiting-item">
    <p><b>${wishName(wish)}</b> <time class="nums muted">${at(room, new Date(wish.at).toISOString())}</time></p>
    <p class="waiting-text">${wishAbout(room, wish)}</p>
    ${old &&
    html`<p class="buttons">
      ${typed && html`<${CopyButton} text=${typed} />`}
      <button type="button" class="button quiet" onClick=${() => room.dismiss(wish.n)}>${t("Throw away")}</button>
    </p>`}
  </li>`;
}

/** @param {{room: Room}} props */
export function WaitingHere({ room }) {
  const waiting = room.waiting.value.filter((wish) => !wish.refusal);
  if (!waiting.length) return null;
  return html`<section class="part waiting">
    <h2>${t("Waits on this phone")}</h2>
    <p class="hint">${t("Sent by itself as soon as the line is back. Keep this page, or open it again later.")}</p>
    <ul>${waiting.map((wish) => html`<${Item} key=${wish.n} room=${room} wish=${wish} />`)}</ul>
  </section>`;
}
