/** What is on and what comes next, with the time that is left until then. */
import { html } from "htm/preact";
import { lookup } from "../agenda/lookup.js";
import { ms } from "../core/times.js";
import { t, tn } from "../core/words.js";
import { at, spanOf, within } from "../phone/times.js";
import { useBeat } from "./beat.js";
import { Fitted } from "./fitted.js";
import { hasEnded } from "./pages.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { Session } from "../core/shapes.js"
 * @import { Moment, NowTurn } from "./pages.js"
 */

/** Further away the hours beside it say enough, and "in 2 hours" would be far too round. */
const COUNTED_MS = 90 * 60_000;

/** @param {number} left */
const soon = (left) => (left < COUNTED_MS ? within(left) : "");

/** @param {{ room: Room, turn: NowTurn }} props */
export function Now({ room, turn }) {
  const { now, next } = turn;
  return html`<${Fitted} class="wall-now ${now?.total && next ? "two" : "one"}">
    ${now && html`<${Half} room=${room} moment=${now} title=${t("Now")} left=${t("until {time}", { time: at(room, now.slot.ends) })} />`}
    ${next && html`<${Half} room=${room} moment=${next} title=${t("Next")} left=${html`<${Until} room=${room} starts=${next.slot.starts} />`} />`}
  </${Fitted}>`;
}

/** @param {{ room: Room, starts: string }} props */
function Until({ room, starts }) {
  return useBeat(room, (now) => soon(ms(starts) - now));
}

/** @param {{ room: Room, moment: Moment, title: string, left: any }} props */
function Half({ room, moment, title, left }) {
  const { slot, sessions, total } = moment;
  return html`<section class="now-half">
    <h2><span class="now-word">${title}</span> <span>${slot.title}</span> <span class="nums muted">${spanOf(room, slot)}</span>
      ${sessions.length < total && html`<span class="now-count muted">${tn("{n} session in all", "{n} sessions in all", total)}</span>`}
      <span class="now-left">${left}</span></h2>
    ${total === 0 && slot.kind === "session" && html`<p class="muted">${t("Nothing is planned here yet.")}</p>`}
    <ul>${sessions.map((session) => html`<${Line} key=${session.id} room=${room} session=${session} />`)}</ul>
  </section>`;
}

/** @param {{ room: Room, session: Session }} props */
function Line({ room, session }) {
  const all = room.all.value;
  if (!all) return null;
  const { topics, places } = lookup(all);
  const topic = topics.get(session.topic);
  const ended = hasEnded(session);
  return html`<li class="paper" data-ended=${ended ? "" : null}>
    <p class="now-place">${places.get(session.place ?? -1)?.name}${ended && html` <span class="now-ended">· ${t("over")}</span>`}</p>
    <p class="grid-title" lang=${topic?.language}>${topic?.title ?? t("A topic that is gone")}</p>
  </li>`;
}
