/** One field of the report: saved by itself a moment after the last letter, never overwritten while it is typed in. */
import { html } from "htm/preact";
import { useId } from "preact/hooks";
import { t } from "../core/words.js";
import { Mark } from "../phone/wishing.js";
import { useReportDraft } from "./report-draft.js";

/**
 * @param {{room: import("../core/room.js").Room, report: import("../core/shapes.js").Report,
 *   name: import("./report-draft.js").FieldName, label: string, hint: string}} props
 */
export function ReportField({ room, report, name, label, hint }) {
  const { text, theirs, progress, type, leave, keepMine, takeTheirs } = useReportDraft(room, report, name);
  const id = useId();
  return html`<div class="field">
    <div class="label-row"><label for=${id}>${label}</label> <${Mark} progress=${progress} /></div>
    <p class="hint" id="${id}-hint">${hint}</p>
    <textarea id=${id} rows="2" value=${text} aria-describedby="${id}-hint" onBlur=${leave}
      onInput=${(/** @type {any} */ event) => type(event.currentTarget.value)}></textarea>
    ${theirs !== null &&
    html`<div class="notice warn" role="status">
      <p>${t("Somebody wrote here at the same time:")}</p>
      <blockquote>${theirs || t("(empty)")}</blockquote>
      <p class="buttons">
        <button type="button" class="button" onClick=${keepMine}>${t("Keep mine")}</button>
        <button type="button" class="button" onClick=${takeTheirs}>${t("Take theirs")}</button>
      </p>
    </div>`}
  </div>`;
}
