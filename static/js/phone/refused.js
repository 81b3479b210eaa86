/** Wishes that were refused: one sentence why, what was typed kept, and what to do about it. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { Taken } from "../agenda/taken.js";
import { t } from "../core/words.js";
import { copy } from "./copy.js";
import { href } from "./router.js";
import { say } from "./toast.js";
import { typing } from "./typing.js";
import { typedText, wishAbout, wishName } from "./wish-words.js";

/** A sheet may come up by itself only this soon after the tap that caused it. */
const STILL_LOOKING_MS = 10_000;

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/room.js").Waiting & {refusal: import("../core/kept.js").Refused}} Refusal */

/** @param {{text: string}} props */
export function CopyButton({ text }) {
  const press = async () => say((await copy(text)) ? t("Copied.") : t("This phone does not let us copy. Hold the text to select it."));
  return html`<button type="button" class="button" onClick=${press}>${t("Copy the text")}</button>`;
}

/** What can be done besides closing it. @param {{room: Room, wish: Refusal, onChoose: () => void}} props */
function NextStep({ room, wish, onChoose }) {
  const { code } = wish.refusal;
  if (code === "taken") return html`<button type="button" class="button primary" onClick=${onChoose}>${t("Choose another place")}</button>`;
  if (wish.name === "marketplace.post_topic") return html`<a class="button primary" href=${href("topic", "new", wish.n)}>${t("Edit and send again")}</a>`;
  if (code === "conflict") return html`<button type="button" class="button primary" onClick=${() => room.resend(wish.n)}>${t("Send mine all the same")}</button>`;
  return null;
}

/** @param {{room: Room, wish: Refusal}} props */
function Refused({ room, wish }) {
  const [choosing, choose] = useState(() => wish.refusal.code === "taken" && room.now() - wish.at < STILL_LOOKING_MS && !typing());
  const typed = typedText(wish);
  const about = wishAbout(room, wish);
  const remove = () => room.dismiss(wish.n);
  return html`<li class="refused notice bad">
    <h2>${t("Not done: {what}", { what: wishName(wish) })}</h2>
    ${wish.again && html`<p>${t("This was done once, and is lost: the server went back to an earlier copy. It could not be done again:")}</p>`}
    <p>${wish.refusal.message}</p>
    ${about && html`<blockquote>${about}</blockquote>`}
    <p class="buttons">
      <${NextStep} room=${room} wish=${wish} onChoose=${() => choose(true)} />
      ${typed && html`<${CopyButton} text=${typed} />`}
      <button type="button" class="button quiet" onClick=${remove}>${typed ? t("Throw away") : t("Close")}</button>
    </p>
  </li>
  ${choosing && html`<${Taken} room=${room} wish=${wish} onClose=${() => choose(false)} />`}`;
}

/** @param {{room: Room}} props */
export function RefusedWishes({ room }) {
  const refused = room.waiting.value.filter((wish) => wish.refusal);
  return html`<ul class="refusals" aria-live="polite">
    ${refused.map((wish) => html`<${Refused} key=${wish.n} room=${room} wish=${wish} />`)}
  </ul>`;
}
