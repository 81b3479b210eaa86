/** The closing circle: why we came, what the day brought in a few numbers, and where the book will be. */
import { html } from "htm/preact";
import { t, tn } from "../core/words.js";
import { Fitted } from "./fitted.js";
import { Code, Qr, joinAddress } from "./join.js";
import { reports } from "./pages.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { All } from "../core/shapes.js"
 */

/** @param {{ room: Room }} props */
export function Harvest({ room }) {
  const all = room.all.value;
  if (!all) return null;
  const { gathering } = all;
  return html`<${Fitted} class="wall-harvest">
    <p class="harvest-theme" lang=${gathering.language}>${gathering.theme || gathering.title}</p>
    <${Numbers} room=${room} all=${all} />
    <div class="harvest-book">
      <div>
        <p class="harvest-where">${gathering.releasing ? t("The book is here:") : t("The book will be here:")}</p>
        <p>${t("Scan, or go to {address} and type", { address: joinAddress(room) })}</p>
        <p><${Code} code=${gathering.code} /></p>
      </div>
      <${Qr} room=${room} />
    </div>
  </${Fitted}>`;
}

/** @param {{ room: Room, all: All }} props */
export function Numbers({ room, all }) {
  return html`<ul class="harvest-numbers">
    ${numbers(room, all).map(([n, what]) => html`<li key=${what}><b class="nums">${n}</b> ${what}</li>`)}
  </ul>`;
}

/** Outcomes are told by the pulse; before the first one they are not known. @param {Room} room @param {All} all @returns {[number, string][]} */
function numbers(room, all) {
  const topics = all.topics.filter((topic) => topic.state === "open").length;
  const { due, missing } = reports(all, room.now());
  const made = room.outcomes.value;
  /** @type {[number, string][]} */
  const found = [
    [topics, tn("topic", "topics", topics)],
    [due.length, tn("session held", "sessions held", due.length)],
    [due.length - missing.length, tn("report in", "reports in", due.length - missing.length)],
  ];
  if (made?.decision) found.push([made.decision, tn("decision", "decisions", made.decision)]);
  if (made?.action) found.push([made.action, tn("action", "actions", made.action)]);
  return found;
}
