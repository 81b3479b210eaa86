/** The outcomes of a session: what was decided, who promises what by when, what is still open. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../core/words.js";
import { ConsentLine } from "../phone/consent.js";
import { Person } from "../phone/people.js";
import { takesPart } from "../phone/rights.js";
import { Confirm } from "../phone/sheet.js";
import { dayOf } from "../phone/times.js";
import { OutcomeForm } from "./outcome-form.js";
import { kinds, states } from "./outcome-words.js";
import { Clock } from "../phone/wishing.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Outcome} Outcome */
/** @typedef {import("../core/shapes.js").Session} Session */
/** @typedef {import("../core/shapes.js").SessionPage} Page */

/** @param {{room: Room, outcome: Outcome, onEdit: () => void, onRemove: () => void}} props */
function OutcomeCard({ room, outcome, onEdit, onRemove }) {
  const action = outcome.kind === "action";
  return html`<li class="outcome" data-kind=${outcome.kind} data-pending=${outcome.pending ? "" : null}>
    <p class="outcome-kind">${kinds()[outcome.kind]}${action && outcome.state !== "open" && html` <span class="chip">${states()[outcome.state]}</span>`}</p>
    <p>${outcome.text}</p>
    ${(outcome.owner !== null || outcome.due) &&
    html`<p class="outcome-who">
      ${outcome.owner !== null && html`<${Person} room=${room} id=${outcome.owner} />`}
      ${outcome.due && html`<span class="nums">${t("by {day}", { day: dayOf(room, `${outcome.due}T12:00:00Z`) })}</span>`}
    </p>`}
    ${outcome.pending && html`<${Clock} />`}
    ${takesPart(room) && !outcome.pending &&
    html`<p class="small-ways">
      <button type="button" class="button quiet" onClick=${onEdit} aria-label=${t("Edit: {text}", { text: outcome.text })}>${t("Edit")}</button>
      <button type="button" class="button quiet" onClick=${onRemove} aria-label=${t("Remove: {text}", { text: outcome.text })}>${t("Remove")}</button>
    </p>`}
  </li>`;
}

/** @param {{room: Room, session: Session, page: Page}} props */
export function Outcomes({ room, session, page }) {
  const [editing, edit] = useState(/** @type {Outcome | null} */ (null));
  const [removing, remove] = useState(/** @type {Outcome | null} */ (null));
  const done = () => edit(null);
  return html`<div>
    ${takesPart(room) &&
    (editing
      ? html`<${OutcomeForm} key=${editing.id} room=${room} session=${session} outcome=${editing} onDone=${done} />`
      : html`<${OutcomeForm} key="new" room=${room} session=${session} onDone=${done} />`)}
    ${page.outcomes.some((outcome) => outcome.owner === room.me.value?.me.person) && html`<${ConsentLine} room=${room} />`}
    <ul class="outcomes">
      ${page.outcomes.map(
        (outcome) => html`<${OutcomeCard} key=${room.key(outcome.id)} room=${room} outcome=${outcome}
          onEdit=${() => edit(outcome)} onRemove=${() => remove(outcome)} />`,
      )}
    </ul>
    ${!page.outcomes.length && html`<p class="empty">${t("No outcomes yet. A decision, a promise or a question: one line each.")}</p>`}
    ${removing &&
    html`<${Confirm} title=${t("Remove this outcome?")} text=${removing.text} yes=${t("Remove it")} danger
      onYes=${() => room.wish("notes.remove_outcome", { outcome: removing.id })} onClose=${() => remove(null)} />`}
  </div>`;
}
