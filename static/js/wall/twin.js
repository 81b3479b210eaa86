/** The wall as one scrolling document at desk size, for zoom, small windows and screen readers. */
import { html } from "htm/preact";
import { byDay } from "../agenda/hours.js";
import { lookup } from "../agenda/lookup.js";
import { languageOf } from "../core/proposed.js";
import { t, tn } from "../core/words.js";
import { People } from "../phone/people.js";
import { dayOf, slotName } from "../phone/times.js";
import { Clock } from "./clock.js";
import { Numbers } from "./harvest.js";
import { Code, Qr, joinAddress } from "./join.js";
import { LATE_PHASES, reports } from "./pages.js";
import { LineState } from "./view.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { All, Session, Slot, Topic } from "../core/shapes.js"
 */

/** @param {{ room: Room, all: All }} props */
export function Twin({ room, all }) {
  const { gathering } = all;
  return html`<div class="twin">
    <header class="twin-head">
      <h1>${gathering.title}</h1>
      <${LineState} room=${room} />
      <${Clock} room=${room} />
    </header>
    ${gathering.phase !== "published" && html`<${HowToJoin} room=${room} />`}
    ${all.announcements.length > 0 && html`<section><h2>${t("Announcements")}</h2>
      <ul aria-live="polite">${[...all.announcements].reverse().map((one) => html`<li key=${one.id}>${one.text}</li>`)}</ul></section>`}
    <section>
      <h2>${t("Why we are here")}</h2>
      <p class="twin-theme" lang=${gathering.language}>${gathering.theme}</p>
      <ol>${gathering.principles.map((text) => html`<li key=${text} lang=${languageOf(text, gathering.language)}>${text}</li>`)}</ol>
      <p lang=${languageOf(gathering.law, gathering.language)}>${gathering.law}</p>
    </section>
    <${Days} room=${room} all=${all} />
    <${WithoutPlace} room=${room} all=${all} />
    <${Missing} room=${room} all=${all} />
    <${Made} room=${room} all=${all} />
  </div>`;
}

/** @param {{ room: Room }} props */
function HowToJoin({ room }) {
  const joined = room.joined.value;
  return html`<section class="twin-join"><h2>${t("Join")}</h2>
    <${Qr} room=${room} />
    <p>${t("Scan, or go to {address} and type", { address: joinAddress(room) })} <${Code} code=${room.start.code} /></p>
    ${joined && html`<p>${tn("{n} person is in", "{n} people are in", joined.people)}</p>`}
  </section>`;
}

/** @param {{ room: Room, all: All }} props */
function Days({ room, all }) {
  return html`<section><h2>${t("Agenda")}</h2>
    ${[...byDay(all.slots, all.gathering.timezone)].map(([key, slots]) => html`<div key=${key} class="twin-day">
      <h3>${dayOf(room, slots[0]?.starts ?? key)}</h3>
      ${slots.map((slot) => html`<${OneSlot} key=${slot.id} room=${room} all=${all} slot=${slot} />`)}
    </div>`)}
  </section>`;
}

/** @param {{ room: Room, all: All, slot: Slot }} props */
function OneSlot({ room, all, slot }) {
  const { cell, topics } = lookup(all);
  const lines = all.places.flatMap((place) => cell(place.id, slot.id).map((session) => ({ place, session })));
  return html`<h4>${slotName(room, slot)}</h4>
    ${lines.length > 0 && html`<ul>${lines.map(({ place, session }) => html`<li key=${session.id}>
      <b>${place.name}</b>: <${TopicLine} room=${room} topic=${topics.get(session.topic)} /></li>`)}</ul>`}`;
}

/** @param {{ room: Room, topic: Topic | undefined }} props */
function TopicLine({ room, topic }) {
  if (!topic) return t("A topic that is gone");
  return html`<span lang=${topic.language}>${topic.title}</span> <${People} room=${room} ids=${topic.conveners} />`;
}

/** @param {{ room: Room, all: All }} props */
function WithoutPlace({ room, all }) {
  const { unplaced } = lookup(all);
  if (!unplaced.length) return null;
  return html`<section><h2>${t("Without a place yet")}</h2>
    <ul>${unplaced.map((topic) => html`<li key=${topic.id}><${TopicLine} room=${room} topic=${topic} /></li>`)}</ul></section>`;
}

/** @param {{ room: Room, all: All }} props */
function Made({ room, all }) {
  if (!LATE_PHASES.includes(all.gathering.phase)) return null;
  return html`<section><h2>${t("What we made together")}</h2><${Numbers} room=${room} all=${all} /></section>`;
}

/** @param {{ room: Room, all: All }} props */
function Missing({ room, all }) {
  const { due, missing } = reports(all, room.now());
  if (!due.length) return null;
  const { topics } = lookup(all);
  return html`<section><h2>${t("Reports")}</h2>
    <p>${due.length - missing.length} ${tn("of {n} report is in", "of {n} reports are in", due.length)}</p>
    <ul>${missing.map((/** @type {Session} */ one) => html`<li key=${one.id}><${TopicLine} room=${room} topic=${topics.get(one.topic)} /></li>`)}</ul></section>`;
}
