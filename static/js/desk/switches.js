/** The only three switches that bind, each with a sentence that says what it means now. */
import { html } from "htm/preact";
import { t } from "../core/words.js";
import { SWITCHES, switchWords } from "./names.js";

/** @import { Room } from "../core/room.js" */

/** @param {{ room: Room }} props */
export function Switches({ room }) {
  const gathering = room.all.value?.gathering;
  if (!gathering) return null;
  return html`<section class="rail-part"><h2>${t("Switches")}</h2>
    ${SWITCHES.map((name) => {
      const words = switchWords(name);
      const on = gathering[name];
      return html`<button key=${name} type="button" class="switch" role="switch" aria-checked=${on}
        onClick=${() => void room.wish("gatherings.turn_switch", { switch: name, on: !on })}>
        <span class="switch-track" aria-hidden="true"></span>
        <span><strong>${words.name}</strong> ${on ? t("on") : t("off")}<br /><small class="muted">${on ? words.on : words.off}</small></span>
      </button>`;
    })}
  </section>`;
}
