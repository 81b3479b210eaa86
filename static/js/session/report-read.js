/** The report to be read: what was written in it, and who took notes. */
import { html } from "htm/preact";
import { t } from "../core/words.js";
import { Person } from "../phone/people.js";

/** @typedef {import("../core/shapes.js").Report} Report */

/** @param {Report["state"]} state */
export const isPublished = (state) => state === "published" || state === "amended";

export const fields = () => [
  { name: "discussed", label: t("What was discussed"), hint: t("A sentence or two is enough.") },
  { name: "conclusions", label: t("Conclusions"), hint: t("What do you recommend?") },
  { name: "requests", label: t("Requests to others"), hint: t("Whom do you need, and for what?") },
  { name: "resources", label: t("Sources and links"), hint: t("What others should read or see.") },
  { name: "open_questions", label: t("Open questions"), hint: t("What is still to be found out.") },
];

/** @param {{room: import("../core/room.js").Room, report: Report}} props */
export function ReadReport({ room, report }) {
  const written = fields().filter(({ name }) => report[/** @type {keyof Report} */ (name)]);
  if (!written.length) return html`<p class="empty">${t("No report yet.")}</p>`;
  return html`<dl class="read-report">
    ${written.map(({ name, label }) => html`<dt key=${name}>${label}</dt> <dd>${report[/** @type {keyof Report} */ (name)]}</dd>`)}
    ${report.note_taker !== null && html`<dt>${t("Notes taken by")}</dt> <dd><${Person} room=${room} id=${report.note_taker} /></dd>`}
  </dl>`;
}
