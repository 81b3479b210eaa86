/** Why we are here: the theme, the principles and the law, like the posters of a real room. */
import { html } from "htm/preact";
import { languageOf } from "../core/proposed.js";
import { t } from "../core/words.js";
import { Fitted } from "./fitted.js";

/** @import { Room } from "../core/room.js" */

/** @param {{ room: Room }} props */
export function Theme({ room }) {
  const gathering = room.all.value?.gathering;
  if (!gathering) return null;
  const { theme, principles, law, language } = gathering;
  return html`<${Fitted} class="wall-theme">
    ${theme && html`<p class="theme-question" lang=${language}>${theme}</p>`}
    <div class="theme-rest">
      ${principles.length > 0 && html`<section>
        <h2>${t("Principles")}</h2>
        <ol class="theme-principles">${principles.map((text) => html`<li key=${text} lang=${languageOf(text, language)}>${text}</li>`)}</ol>
      </section>`}
      ${law && html`<p class="theme-law" lang=${languageOf(law, language)}>${law}</p>`}
    </div>
  </${Fitted}>`;
}
