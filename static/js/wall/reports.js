/** How many reports are in, and kindly which ones are not. */
import { html } from "htm/preact";
import { lookup } from "../agenda/lookup.js";
import { t, tn } from "../core/words.js";
import { People } from "../phone/people.js";
import { Fitted } from "./fitted.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { Session } from "../core/shapes.js"
 * @import { ReportsTurn } from "./pages.js"
 */

/** @param {{ room: Room, turn: ReportsTurn }} props */
export function Reports({ room, turn }) {
  if (!turn.due) return html`<${Fitted} class="wall-reports"><p class="reports-all">${t("No session has been held yet.")}</p></${Fitted}>`;
  const done = turn.due - turn.late;
  return html`<${Fitted} class="wall-reports">
    <div class="reports-in">
      <p class="reports-count nums">${done}</p>
      <p>${tn("of {n} report is in", "of {n} reports are in", turn.due)}</p>
      <meter min="0" max=${turn.due} value=${done} aria-label=${t("Reports in")}></meter>
    </div>
    <div class="reports-late">
      ${turn.late === 0
        ? html`<p class="reports-all">${t("Every report is in. Thank you.")}</p>`
        : html`<h2>${t("We still look forward to")}</h2>
            <ul>${turn.missing.map((session) => html`<${Late} key=${session.id} room=${room} session=${session} />`)}</ul>`}
    </div>
  </${Fitted}>`;
}

/** @param {{ room: Room, session: Session }} props */
function Late({ room, session }) {
  const all = room.all.value;
  const topic = all && lookup(all).topics.get(session.topic);
  return html`<li class="paper">
    <p class="grid-title" lang=${topic?.language}>${topic?.title ?? t("A topic that is gone")}</p>
    <p class="grid-names"><${People} room=${room} ids=${topic?.conveners ?? []} />
      ${session.report === "draft" && html` <span class="muted">${t("begun")}</span>`}</p>
  </li>`;
}
