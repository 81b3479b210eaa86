/** The reports that are not in, and the book as it is now. */
import { html } from "htm/preact";
import { lookup } from "../agenda/lookup.js";
import { t, tn } from "../core/words.js";
import { People } from "../phone/people.js";
import { reports } from "../wall/pages.js";
import { cellName } from "./placing.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { All, Session } from "../core/shapes.js"
 */

/** @param {{ room: Room }} props */
export function Book({ room }) {
  const all = room.all.value;
  if (!all) return null;
  const { due, missing } = reports(all, room.now());
  const base = `/g/${room.start.code}`;
  return html`<div class="panel">
    <section class="card"><h2>${t("The book")}</h2>
      <p>${t("The book of proceedings can be read and taken along at any moment; what is missing shows as missing.")}</p>
      <div class="buttons">
        <a class="button primary" href="${base}/book" target="_blank">${t("Open the book")}</a>
        <a class="button" href="${base}/book.md" download>${t("Download as Markdown")}</a>
        <a class="button" href="${base}/book.zip" download>${t("Download as zip, with all notes")}</a>
      </div></section>
    <h2>${t("Reports")}</h2>
    <p>${due.length ? html`${due.length - missing.length} ${tn("of {n} report is in", "of {n} reports are in", due.length)}` : t("No session has been held yet.")}</p>
    <ul class="rows">${missing.map((session) => html`<${Row} key=${session.id} room=${room} all=${all} session=${session} />`)}</ul>
  </div>`;
}

/** @param {{ room: Room, all: All, session: Session }} props */
function Row({ room, all, session }) {
  const topic = lookup(all).topics.get(session.topic);
  return html`<li class="row">
    <div class="row-main"><strong lang=${topic?.language}>${topic?.title ?? t("A topic that is gone")}</strong>
      <span class="muted">${session.place !== null && session.slot !== null && cellName(all, { place: session.place, slot: session.slot }, room)}</span></div>
    <div><${People} room=${room} ids=${topic?.conveners ?? []} /></div>
    <span class="chip ${session.report === "draft" ? "warn" : "bad"}">${session.report === "draft" ? t("Report begun") : t("Report missing")}</span>
    <a class="button quiet" href="/g/${room.start.code}/phone#/session/${session.id}" target="_blank">${t("Open")}</a>
  </li>`;
}
