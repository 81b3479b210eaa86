/** One turn of the agenda: places down, slots across, as on a paper wall; and the topics that still wait. */
import { html } from "htm/preact";
import { isMarked } from "../agenda/changed.js";
import { isOn } from "../agenda/hours.js";
import { lookup } from "../agenda/lookup.js";
import { languageOf } from "../core/proposed.js";
import { t, tn } from "../core/words.js";
import { People } from "../phone/people.js";
import { spanOf } from "../phone/times.js";
import { NARROW } from "./agenda-fit.js";
import { useBeat } from "./beat.js";
import { Fitted } from "./fitted.js";
import { isNarrow } from "./pages.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { All, Place, Session, Slot } from "../core/shapes.js"
 * @import { GridTurn, UnplacedTurn } from "./pages.js"
 */

/** The conveners need a line of their own. */
const LINES_FOR_NAMES = 4;

/** @param {Slot} slot @param {Place} place */
const covers = (slot, place) => !slot.places.length || slot.places.includes(place.id);

/** @param {{ room: Room, turn: GridTurn }} props */
export function AgendaGrid({ room, turn }) {
  const all = room.all.value;
  if (!all) return null;
  const { slots, places, fit } = turn;
  const size = {
    "--columns": [`${fit.placeWidth}rem`, ...slots.map((slot) => (isNarrow(all, slot) ? `${NARROW}rem` : "minmax(0, 1fr)"))].join(" "),
    "--rows": places.length,
    "--type": `${fit.type}rem`,
    "--place-lines": fit.placeLines,
  };
  return html`<div class="wall-grid" role="table" aria-label=${t("Agenda")} style=${size}>
    <div role="row" class="grid-row">
      <span role="columnheader" class="grid-corner"><span class="visually-hidden">${t("Place")}</span></span>
      ${slots.map((slot, index) => html`<${Head} key=${slot.id} room=${room} all=${all} slot=${slot} column=${index + 2} />`)}
    </div>
    ${places.map((place) => html`<div role="row" class="grid-row" key=${place.id}>
      <span role="rowheader" class="grid-place" lang=${languageOf(place.name, all.gathering.language)}>${place.name}</span>
      ${slots.map((slot, index) => html`<${Cell} key=${slot.id} room=${room} all=${all} slot=${slot} place=${place} lines=${fit.lines}
        column=${index + 2} />`)}
    </div>`)}
  </div>`;
}

/** @param {{ room: Room, all: All, slot: Slot, column: number }} props */
function Head({ room, all, slot, column }) {
  const on = useBeat(room, (now) => isOn(slot, now));
  if (!isNarrow(all, slot)) {
    return html`<span role="columnheader" class="grid-head" data-on=${on ? "" : null} style=${{ "--column": column }}>
      <b>${slot.title}</b> <span class="nums">${spanOf(room, slot)}</span>
      ${on && html`<span class="visually-hidden">${t("now")}</span>`}
    </span>`;
  }
  return html`<span role="columnheader" class="grid-between" data-on=${on ? "" : null} style=${{ "--column": column }}>
    <span>${slot.title} <span class="nums">${spanOf(room, slot)}</span></span>
  </span>`;
}

/** @param {{ room: Room, all: All, slot: Slot, place: Place, lines: number, column: number }} props */
function Cell({ room, all, slot, place, lines, column }) {
  if (isNarrow(all, slot)) return html`<span role="cell" class="visually-hidden">${covers(slot, place) ? slot.title : ""}</span>`;
  const sessions = lookup(all).cell(place.id, slot.id);
  if (!sessions.length) return html`<span role="cell" class="grid-free" style=${{ "--column": column }}><span class="visually-hidden">${t("free")}</span></span>`;
  const each = Math.max(1, Math.floor(lines / sessions.length));
  return html`<div role="cell" class="grid-cell" style=${{ "--column": column }}>
    ${sessions.map((session) => html`<${Card} key=${session.id} room=${room} session=${session} lines=${each} />`)}
  </div>`;
}

/** @param {{ room: Room, session: Session, lines: number }} props */
function Card({ room, session, lines }) {
  const all = room.all.value;
  const topic = all && lookup(all).topics.get(session.topic);
  const marked = useBeat(room, (now) => all !== null && isMarked(all, session, now));
  const named = lines >= LINES_FOR_NAMES;
  return html`<div class="grid-card" data-state=${session.state} data-fresh=${marked ? "" : null}>
    <p class="grid-title" lang=${topic?.language} style=${{ "--lines": named ? lines - 1 : lines }}>
      ${marked && html`<span class="grid-fresh"><span aria-hidden="true">✱ </span><span class="visually-hidden">${t("Changed")}</span></span>`}
      ${topic?.title ?? t("A topic that is gone")}
    </p>
    ${named && topic && html`<p class="grid-names"><${People} room=${room} ids=${topic.conveners} /></p>`}
  </div>`;
}

/** What the sign means, while one is to be seen. @param {{ room: Room, turn: Partial<GridTurn> }} props */
export function Legend({ room, turn }) {
  const marked = useBeat(room, (now) => {
    const all = room.all.value;
    const cells = (turn.slots ?? []).flatMap((slot) => (turn.places ?? []).map((place) => ({ slot, place })));
    return all !== null && cells.some(({ slot, place }) =>
      lookup(all).cell(place.id, slot.id).some((session) => isMarked(all, session, now)));
  });
  if (!marked) return null;
  // Each card tells it to those who listen.
  return html`<p class="wall-legend" aria-hidden="true"><span class="grid-fresh">✱</span> ${t("changed in the last 15 minutes")}</p>`;
}

/** @param {{ room: Room, turn: UnplacedTurn }} props */
export function Unplaced({ room, turn }) {
  return html`<${Fitted} class="wall-unplaced">
    <p class="unplaced-lead">${tn("{n} topic still looks for a place.", "{n} topics still look for a place.", turn.total)}</p>
    <ul>
      ${turn.topics.map((topic) => html`<li key=${topic.id} class="paper">
        <p class="grid-title" lang=${topic.language}>${topic.title}</p>
        <p class="grid-names"><${People} room=${room} ids=${topic.conveners} /></p>
      </li>`)}
    </ul>
  </${Fitted}>`;
}
