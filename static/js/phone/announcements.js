/** What the desk told everybody: the newest in full, earlier ones folded away; the news above are not said twice. */
import { html } from "htm/preact";
import { t, tn } from "../core/words.js";
import { unheard } from "./news.js";
import { at } from "./times.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Announcement} Announcement */

/** @param {{room: Room}} props */
export function Announcements({ room }) {
  const heard = (room.all.value?.announcements ?? []).filter((one) => !unheard(one));
  const [newest, ...earlier] = heard.reverse();
  const line = (/** @type {Announcement} */ one) =>
    html`<p key=${one.id}><time class="nums" datetime=${one.at}>${at(room, one.at)}</time> ${one.text}</p>`;
  return html`<section class="announcements" aria-label=${t("Announcements")}>
    ${newest && html`<div class="announcement">${line(newest)}</div>`}
    ${earlier.length > 0 &&
    html`<details>
      <summary>${tn("{n} earlier announcement", "{n} earlier announcements", earlier.length)}</summary>
      ${earlier.map(line)}
    </details>`}
  </section>`;
}
