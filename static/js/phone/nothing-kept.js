/** The page came from this device, without network, but nobody's things are kept here (any more): said, with a way on. */
import { html } from "htm/preact";
import { setWords, t } from "../core/words.js";

/** @param {{start: import("../core/shapes.js").Start}} props */
export function NothingKept({ start }) {
  setWords(start.words, start.language);
  return html`<div class="shell">
    <div class="content"><div class="page">
      <h1 class="page-title">${t("There is no network")}</h1>
      <p class="lead">${t("This phone keeps nothing of this event. It opens again as soon as there is network.")}</p>
      <a class="button primary wide" href=${`/g/${start.code}`}>${t("Try again")}</a>
    </div></div>
  </div>`;
}
