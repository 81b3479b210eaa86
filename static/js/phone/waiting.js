/** What waits on this phone to be sent: nothing is lost, and each item can be copied or thrown away after a while. */
import { html } from "htm/preact";
import { lookup } from "../agenda/lookup.js";
import { t } from "../core/words.js";
import { CopyButton } from "./refused.js";
import { href } from "./router.js";
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

/** Words in a shared note that only this phone has. @param {{room: Room, note: import("../core/notes.js").Unsent}} props */
function UnsentNote({ room, note: { session, at: since } }) {
  const all = room.all.value;
  const topic = all && lookup(all).topics.get(lookup(all).sessions.get(session)?.topic ?? -1);
  const old = room.tick.value - since > WAYS_AFTER_MS;
  return html`<li class="waiting-item">
    <p><b>${t("Shared note")}</b> <time class="nums muted">${at(room, new Date(since).toISOString())}</time></p>
    <p class="waiting-text" lang=${topic?.language}>${topic?.title ?? ""}</p>
    <p class="buttons">
      <a class="button" href=${href("session", session, "note")}>${t("Open the note")}</a>
      ${old && html`<button type="button" class="button quiet" onClick=${() => room.notes.drop(session)}>${t("Throw away")}</button>`}
    </p>
  </li>`;
}

/** @param {{room: Room}} props */
export function WaitingHere({ room }) {
  const waiting = room.waiting.value.filter((wish) => !wish.refusal);
  const notes = room.line.value.state === "live" && !room.line.value.late ? [] : room.notes.unsent.value;
  if (!waiting.length && !notes.length) return null;
  return html`<section class="part waiting">
    <h2>${t("Waits on this phone")}</h2>
    <p class="hint">${t("Sent by itself as soon as the line is back. Keep this page, or open it again later.")}</p>
    <ul>${waiting.map((wish) => html`<${Item} key=${wish.n} room=${room} wish=${wish} />`)}
      ${notes.map((note) => html`<${UnsentNote} key=${note.session} room=${room} note=${note} />`)}</ul>
  </section>`;
}
