/** The report that takes a minute: read where it is published, else five fields that save themselves, who took notes, and publishing. */
import { html } from "htm/preact";
import { useRef, useState } from "preact/hooks";
import { t } from "../core/words.js";
import { Act } from "../phone/buttons.js";
import { PeoplePicker } from "../phone/people-picker.js";
import { convenes, takesPart } from "../phone/rights.js";
import { at } from "../phone/times.js";
import { say } from "../phone/toast.js";
import { Mark, useWish } from "../phone/wishing.js";
import { ReportField } from "./report-field.js";
import { ReadReport, fields, isPublished } from "./report-read.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Report} Report */
/** @typedef {import("../core/shapes.js").SessionPage} Page */

/** @param {Room} room @param {Report} report */
function stateWords(room, report) {
  const time = report.published ? at(room, report.published) : "";
  if (report.state === "published") return t("Published at {time}. You can still change it.", { time });
  if (report.state === "amended") return t("Published at {time} and changed since.", { time });
  return report.state === "draft" ? t("A draft. It saves itself as you type.") : t("Nothing written yet. It saves itself as you type.");
}

/** @param {Report} report */
function whyNotPublish({ discussed, conclusions }) {
  return discussed.trim() || conclusions.trim() ? null : t("One sentence in the first or the second field is needed.");
}

/** @param {{room: Room, page: Page}} props */
function ReportForm({ room, page }) {
  const [publishing, wish] = useWish(room);
  const form = useRef(/** @type {HTMLElement | null} */ (null));
  const { report } = page;
  const published = isPublished(report.state);
  const takeNotes = (/** @type {number[]} */ people) =>
    room.wish("notes.save_report", { session: report.session, note_taker: people[0] ?? null });
  const publish = async () => {
    const answer = await wish("notes.publish_report", { session: report.session });
    if (answer.ok) say(t("Published. Everybody can read it now."));
  };
  return html`<div class="form" ref=${form}>
    <p class="report-state" role="status">${stateWords(room, report)}</p>
    ${fields().map((field) => html`<${ReportField} key=${field.name} room=${room} report=${report} ...${field} />`)}
    <${PeoplePicker} room=${room} label=${t("Notes taken by")} most=${1} chosen=${report.note_taker === null ? [] : [report.note_taker]} onChange=${takeNotes} />
    ${!published &&
    html`<${Act} kind="primary wide" why=${whyNotPublish(report)} onPress=${publish}
      onHeld=${() => form.current?.querySelector("textarea")?.focus()}>
      ${t("Publish the report")} <${Mark} progress=${publishing} />
    </${Act}>`}
  </div>`;
}

/**
 * A published report is for reading, unless it is one's own; the form that somebody writes in stays a form, also when
 * another publishes it meanwhile.
 * @param {{room: Room, page: Page, topic: import("../core/shapes.js").Topic}} props
 */
export function ReportTab({ room, page, topic }) {
  const { report } = page;
  const [writing, write] = useState(() => !isPublished(report.state) || convenes(room, topic));
  const tab = useRef(/** @type {HTMLElement | null} */ (null));
  const edit = () => {
    write(true);
    // The button that had the focus is gone with the next drawing.
    requestAnimationFrame(() => tab.current?.querySelector("textarea")?.focus());
  };
  return html`<div ref=${tab}>
    ${takesPart(room) && writing
      ? html`<${ReportForm} room=${room} page=${page} />`
      : html`<${ReadReport} room=${room} report=${report} />
          ${takesPart(room) && html`<p class="buttons"><button type="button" class="button" onClick=${edit}>${t("Edit")}</button></p>`}`}
  </div>`;
}
