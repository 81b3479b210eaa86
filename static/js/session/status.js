/** How a session stands, on top of its page: that it runs, is over, was for nobody or is cancelled, and since when. */
import { html } from "htm/preact";
import { isTouched } from "../agenda/changed.js";
import { t } from "../core/words.js";
import { at } from "../phone/times.js";

/** @typedef {import("../core/shapes.js").Session} Session */

/** @param {Session["state"]} state @param {string} time empty while nobody has said when */
function words(state, time) {
  switch (state) {
    case "running": return time ? t("Running since {time}", { time }) : t("Running");
    case "held": return time ? t("Over since {time}", { time }) : t("Over");
    case "held_alone": return t("Nobody came: also fine");
    case "cancelled": return t("This session is cancelled.");
    default: return "";
  }
}

/** @param {{room: import("../core/room.js").Room, session: Session}} props */
export function SessionStatus({ room, session }) {
  // Until the answer `changed` is still the time of what was before; what came out of a file tells no time of its own.
  const told = !session.pending && isTouched(session);
  const said = words(session.state, told ? at(room, session.changed) : "");
  return html`<div role="status">
    ${said && html`<p class="session-status nums" data-state=${session.state}>${said}</p>`}
  </div>`;
}
