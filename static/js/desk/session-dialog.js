/** One session at the desk: what it is, where it goes, how it ended. */
import { html } from "htm/preact";
import { lookup } from "../agenda/lookup.js";
import { t } from "../core/words.js";
import { People } from "../phone/people.js";
import { Dialog } from "./dialog.js";
import { stateName } from "./names.js";
import { cellName } from "./placing.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { Session } from "../core/shapes.js"
 */

const ENDS = ["running", "held", "held_alone", "cancelled"];

/** @param {{ room: Room, session: Session, onMove: () => void, onRepeat: () => void, onEdit: () => void, onClose: () => void }} props */
export function SessionDialog({ room, session, onMove, onRepeat, onEdit, onClose }) {
  const all = room.all.value;
  const topic = all && lookup(all).topics.get(session.topic);
  if (!all || !topic) return null;
  const wish = (/** @type {string} */ name, /** @type {object} */ fields) => (onClose(), void room.wish(name, { session: session.id, ...fields }));
  const where = session.place !== null && session.slot !== null ? cellName(all, { place: session.place, slot: session.slot }, room) : "";
  return html`<${Dialog} title=${topic.title} onClose=${onClose}>
    <p lang=${topic.language}>${topic.line}</p>
    <p><${People} room=${room} ids=${topic.conveners} /></p>
    <p><strong>${where}</strong> <span class="chip">${stateName(session.state)}</span></p>
    <div class="buttons">
      <button type="button" class="button primary" onClick=${onMove}>${t("Move to…")}</button>
      <button type="button" class="button" onClick=${onRepeat}>${t("Repeat at…")}</button>
      <button type="button" class="button" onClick=${() => wish("agenda.unplace_session", {})}>${t("Free the place")}</button>
      <button type="button" class="button" onClick=${onEdit}>${t("Edit the topic")}</button>
    </div>
    <h3>${t("How it stands")}</h3>
    <div class="buttons" role="group" aria-label=${t("How it stands")}>
      ${ENDS.map((state) => html`<button key=${state} type="button" class="button" aria-pressed=${session.state === state}
        onClick=${() => wish("agenda.end_session", { state })}>${stateName(state)}</button>`)}
    </div>
    <p><a href="/g/${room.start.code}/phone#/session/${session.id}">${t("Open the page of this session")}</a></p>
  </${Dialog}>`;
}
