/** The Mine tab: who I am here, my topics and sessions, what waits on this phone, and the way to other devices. */
import { html } from "htm/preact";
import { SessionCard } from "../agenda/card.js";
import { lookup } from "../agenda/lookup.js";
import { mySessions, myTopics, wantedUnplaced } from "../agenda/mine.js";
import { t } from "../core/words.js";
import { Devices } from "./devices.js";
import { ForgetMe } from "./forget.js";
import { MyCard } from "./my-card.js";
import { Page } from "./page.js";
import { takesPart } from "./rights.js";
import { DeskLink } from "./role.js";
import { href } from "./router.js";
import { WaitingHere } from "./waiting.js";
import { Clock } from "./wishing.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Topic} Topic */

/** @param {{room: Room, all: All}} props */
function MyTopics({ room, all }) {
  const topics = myTopics(all, room.me.value?.me.person ?? null);
  const free = new Set(lookup(all).unplaced);
  const note = (/** @type {Topic} */ topic) =>
    topic.state === "withdrawn" ? t("Withdrawn") : free.has(topic) ? t("No place yet") : "";
  return html`<section class="part">
    <h2>${t("My topics")}</h2>
    <ul class="rows">
      ${topics.map(
        (topic) => html`<li key=${topic.id}>
          <a class="row" href=${href("topic", topic.id)}>
            <span lang=${topic.language}>${topic.title}</span> <small>${note(topic)}</small>
            ${topic.pending && html`<${Clock} />`}
          </a>
        </li>`,
      )}
    </ul>
    ${!topics.length && html`<p class="muted">${t("You have not posted a topic yet.")}</p>`}
  </section>`;
}

/** @param {{room: Room, all: All}} props */
function MySessions({ room, all }) {
  const mine = room.me.value;
  const sessions = mySessions(all, mine);
  const waiting = mine ? wantedUnplaced(all, mine) : [];
  return html`<section class="part">
    <h2>${t("My sessions")}</h2>
    ${sessions.map((session) => html`<${SessionCard} key=${session.id} room=${room} session=${session} where when />`)}
    ${waiting.length > 0 &&
    html`<ul class="rows">
      ${waiting.map(
        (topic) => html`<li key=${topic.id}>
          <a class="row" href=${href("topic", topic.id)}><span lang=${topic.language}>${topic.title}</span> <small>${t("No place yet")}</small></a>
        </li>`,
      )}
    </ul>`}
    ${!sessions.length && !waiting.length && html`<p class="muted">${t("Say “Come” to a topic and its session stands here.")}</p>`}
  </section>`;
}

/** @param {{room: Room, all: All}} props */
function LookingOn({ room, all }) {
  return html`<${Page} title=${t("Looking on")}>
    <p class="lead">${t("You read along without a name. To post, mark interest or write, take part: a name is enough.")}</p>
    <a class="button primary wide" href=${`/g/${all.gathering.code}/join`}>${t("Take part")}</a>
    <${WaitingHere} room=${room} />
  </${Page}>`;
}

/** @param {{room: Room}} props */
export function Mine({ room }) {
  const all = room.all.value;
  const mine = room.me.value;
  if (!all) return null;
  if (!takesPart(room)) return html`<${LookingOn} room=${room} all=${all} />`;
  if (!mine) return null;
  return html`<${Page} title=${mine.me.name}>
    <${DeskLink} room=${room} />
    <${WaitingHere} room=${room} />
    <${MyTopics} room=${room} all=${all} />
    <${MySessions} room=${room} all=${all} />
    <${MyCard} room=${room} all=${all} me=${mine.me} />
    <${Devices} room=${room} all=${all} />
    <${ForgetMe} room=${room} me=${mine.me} />
  </${Page}>`;
}
