/** In the place of what is on its way; without a line it says so, for then nothing is. */
import { html } from "htm/preact";
import { t } from "../core/words.js";

/** @param {{room: import("../core/room.js").Room, words: string}} props */
export function Fetching({ room, words }) {
  const offline = room.line.value.state === "offline";
  return html`<p class="empty" role="status">${offline ? t("This was never open on this phone. It comes as soon as the line is back.") : words}</p>`;
}
