/** The phase's signpost: what is happening now, in a sentence or two, and the next useful thing for a thumb. */
import { html } from "htm/preact";
import { missingReports } from "../agenda/mine.js";
import { forSessions, nowAndNext } from "../agenda/hours.js";
import { lookup } from "../agenda/lookup.js";
import { t, tn } from "../core/words.js";
import { ms } from "../core/times.js";
import { PostLink } from "../marketplace/post-link.js";
import { derived } from "./derived.js";
import { myself, takesPart, whyNot } from "./rights.js";
import { href } from "./router.js";
import { at, dayOf, slotName, within } from "./times.js";
import { Countdown } from "./timer.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {{heading: string, text: string, next?: any}} Sign */

/** While people still ask themselves what to bring, the question of the day stands on top. */
const THEME_FIRST = new Set(["preparing", "opening", "marketplace"]);

/** @param {string} path @param {string} words */
const way = (path, words) => html`<a class="button primary wide" href=${path}>${words}</a>`;

/** @param {Room} room @param {All} all @param {number} now @returns {Sign} */
function sessionsSign(room, all, now) {
  const { current, next } = nowAndNext(all.slots, now);
  const [first] = all.slots.filter(forSessions);
  // The facilitator has begun, whatever the hours say: no counting down to what is on already.
  if (first && ms(first.starts) > now) {
    const text = t("First {slot}.", { slot: slotName(room, first) });
    return { heading: t("The sessions begin"), text, next: way(href("agenda", first.id), t("See where I can go")) };
  }
  const round = current && forSessions(current) ? current : undefined;
  const heading = round ? t("Round {slot} is on", { slot: round.title }) : (current?.title ?? t("Between two rounds"));
  const until = current ? t("Until {time}.", { time: at(room, current.ends) }) : "";
  const then = next
    ? t("Then {slot}, {within}.", { slot: slotName(room, next), within: within(ms(next.starts) - now) })
    : t("This is the last part of the day.");
  return { heading, text: `${until} ${then}`.trim(), next: way(href("agenda"), round ? t("See where I can go") : t("Choose where to go next")) };
}

/** @param {Room} room @param {All} all @param {number} now @returns {Sign} */
function signOf(room, all, now) {
  const { starts, code } = all.gathering;
  switch (all.gathering.phase) {
    case "preparing":
      return {
        heading: t("Welcome"),
        text: starts ? t("We begin on {day} at {time}.", { day: dayOf(room, starts), time: at(room, starts) }) : t("We have not begun yet."),
        next: takesPart(room)
          ? way(href("ideas"), t("Leave an idea"))
          : way(`/g/${code}/join`, t("Take part to leave an idea")),
      };
    case "opening":
      return {
        heading: t("The opening"),
        text: t("Listen, look round the circle, and ask yourself what you care about. Then bring it to the marketplace."),
        next: whyNot(room, "posting") ? way(href("ideas"), t("See the ideas")) : html`<${PostLink} room=${room} />`,
      };
    case "marketplace":
      return {
        heading: t("The marketplace is open"),
        text: t("Post what you care about, give it a place and a time, and say where you will be."),
        next: html`<${PostLink} room=${room} />`,
      };
    case "sessions":
      return sessionsSign(room, all, now);
    case "convergence":
      return {
        heading: t("Bringing it together"),
        text: t("Read what came out of the other sessions. What belongs together, what is next?"),
        next: way(href("reports"), t("Read the reports")),
      };
    case "closing":
      return { heading: t("The closing circle"), text: t("Put the phone away for a while. What mattered to you today?") };
    default:
      return { heading: t("The book is ready"), text: t("Everything that was discussed, decided and promised."), next: way(`/g/${code}/book`, t("Read the book")) };
  }
}

/** Reports of mine that are missing: one card, however many. @param {{room: Room, all: All, now: number}} props */
function Missing({ room, all, now }) {
  const missing = missingReports(all, myself(room), now);
  const { topics } = lookup(all);
  if (!missing.length) return null;
  return html`<div class="nudge">
    <p><b>${tn("{n} report of yours is missing. It takes a minute.", "{n} reports of yours are missing. Each takes a minute.", missing.length)}</b></p>
    <ul>
      ${missing.map((session) => {
        const topic = topics.get(session.topic);
        return html`<li key=${session.id}>
          <a href=${href("session", session.id, "report")} lang=${topic?.language}>${topic?.title ?? t("A topic that is gone")}</a>
        </li>`;
      })}
    </ul>
  </div>`;
}

/** @param {{room: Room}} props */
export function Signpost({ room }) {
  const all = room.all.value;
  if (!all) return null;
  const now = derived(room).minute.value;
  const sign = signOf(room, all, now);
  const { theme, phase, language } = all.gathering;
  return html`<section class="signpost">
    ${theme && THEME_FIRST.has(phase) && html`<p class="theme" lang=${language}>${theme}</p>`}
    <h2>${sign.heading}</h2>
    <p>${sign.text}</p>
    <${Countdown} room=${room} />
    ${sign.next}
    <${Missing} room=${room} all=${all} now=${now} />
  </section>`;
}
