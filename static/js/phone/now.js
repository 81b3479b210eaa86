/** The Now tab: what is happening, my sessions now and next, and the ways to everything else. */
import { html } from "htm/preact";
import { SessionCard } from "../agenda/card.js";
import { forSessions, hoursOf, isOver, nowAndNext, placesOf } from "../agenda/hours.js";
import { lookup } from "../agenda/lookup.js";
import { isEnded, mySessions } from "../agenda/mine.js";
import { languageOf } from "../core/proposed.js";
import { t, tn } from "../core/words.js";
import { PostLink } from "../marketplace/post-link.js";
import { Announcements } from "./announcements.js";
import { derived } from "./derived.js";
import { Page } from "./page.js";
import { isFacilitator, takesPart, whyNot } from "./rights.js";
import { DeskLink } from "./role.js";
import { href } from "./router.js";
import { Signpost } from "./signpost.js";
import { slotName } from "./times.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Session} Session */
/** @typedef {import("../core/shapes.js").Slot} Slot */

/** Nothing is next for anybody then, whatever the hours say. */
const OVER = new Set(["closing", "published"]);

/** Where I am checked in, until that session is over. @param {{room: Room, all: All}} props */
function Here({ room, all }) {
  const session = lookup(all).sessions.get(room.me.value?.session ?? -1);
  if (!session || isEnded(session)) return null;
  return html`<section class="part here">
    <h2>${t("You are here")}</h2>
    <${SessionCard} room=${room} session=${session} where when />
  </section>`;
}

/** My sessions of one slot, and the way to all of them unless they stand below. @param {{room: Room, all: All, slot: Slot | undefined, heading: string, mine: Session[], whole?: boolean}} props */
function Round({ room, all, slot, heading, mine, whole = false }) {
  if (!slot || !forSessions(slot)) return null;
  const total = all.sessions.filter((session) => session.slot === slot.id && session.state !== "cancelled").length;
  const chosen = mine.filter((session) => session.slot === slot.id);
  const going = chosen.filter((session) => !isEnded(session));
  const others = going.filter((session) => session.id !== room.me.value?.session);
  // Where I am stands above already: nothing would be left under the heading.
  if (going.length && !others.length) return null;
  return html`<section class="part">
    <h2>${heading} <small class="nums">${slotName(room, slot)}</small></h2>
    ${others.map((session) => html`<${SessionCard} key=${session.id} room=${room} session=${session} where />`)}
    ${!going.length && html`<p class="muted">${chosen.length ? t("Your session of this time is over. Go where you like.") : t("Nothing chosen yet for this time.")}</p>`}
    ${total > 0 && !whole && html`<p><a class="more" href=${href("agenda", slot.id)}>${tn("See the {n} session of this time", "See all {n} sessions of this time", total)}</a></p>`}
  </section>`;
}

/** Between two rounds: what each place has next, a line for a session. @param {{room: Room, all: All, slot: Slot}} props */
function NextPlaces({ room, all, slot }) {
  const { cell, topics } = lookup(all);
  const lines = placesOf(all, slot).flatMap((place) => cell(place.id, slot.id).map((session) => ({ place, session })));
  if (!lines.length) return null;
  return html`<section class="part">
    <h2>${t("Next, place by place")} <small class="nums">${slotName(room, slot)}</small></h2>
    <ul class="next-places">
      ${lines.map(({ place, session }) => {
        const topic = topics.get(session.topic);
        return html`<li key=${session.id}>
          <a href=${href("session", session.id)}>
            <span class="next-place">${place.name}</span>
            <span lang=${topic?.language}>${topic?.title ?? t("A topic that is gone")}</span>
          </a>
        </li>`;
      })}
    </ul>
  </section>`;
}

/** @param {{room: Room, all: All, mine: Session[], shown: (Slot | undefined)[], now: number}} props */
function Later({ room, all, mine, shown, now }) {
  const { slots } = lookup(all);
  const later = mine.filter((session) => {
    const slot = slots.get(session.slot ?? -1);
    const hours = hoursOf(session, slot);
    return hours && !isEnded(session) && !isOver(hours, now) && !shown.includes(slot);
  });
  if (!later.length) return null;
  return html`<section class="part">
    <h2>${t("Later for me")}</h2>
    ${later.map((session) => html`<${SessionCard} key=${session.id} room=${room} session=${session} where when />`)}
  </section>`;
}

/** @param {{room: Room, all: All}} props */
function Ways({ room, all }) {
  const { phase, code, language, principles, law, releasing } = all.gathering;
  const inSign = phase === "opening" || phase === "marketplace";
  return html`<section class="part ways">
    ${!inSign && phase !== "published" && !whyNot(room, "posting") && html`<${PostLink} room=${room} kind="wide" />`}
    <${DeskLink} room=${room} />
    <a class="row" href=${href("topics")}><span>${t("Topics")}</span> <span class="nums">${all.topics.filter((topic) => topic.state === "open").length}</span></a>
    <a class="row" href=${href("ideas")}><span>${t("Ideas")}</span> <span class="nums">${all.ideas.length}</span></a>
    ${(releasing || isFacilitator(room)) && html`<a class="row" href=${`/g/${code}/book`}>${t("The book")}</a>`}
    ${principles.length > 0 &&
    html`<details class="principles">
      <summary class="row">${t("Principles and law")}</summary>
      <ol class="principle-list">${principles.map((text) => html`<li key=${text} lang=${languageOf(text, language)}>${text}</li>`)}</ol>
      ${law && html`<p lang=${languageOf(law, language)}>${law}</p>`}
    </details>`}
  </section>`;
}

/** @param {{room: Room}} props */
export function Now({ room }) {
  const all = room.all.value;
  if (!all) return null;
  const now = derived(room).minute.value;
  const { current, next } = nowAndNext(all.slots, now);
  const following = next && !forSessions(next) ? all.slots.find((slot) => forSessions(slot) && slot.starts > next.starts) : next;
  const mine = mySessions(all, room.me.value);
  const forMe = takesPart(room) && !OVER.has(all.gathering.phase);
  const between = all.gathering.phase === "sessions" && !(current && forSessions(current)) ? following : undefined;
  return html`<${Page} title=${t("Now")} quiet>
    <${Signpost} room=${room} />
    <${Announcements} room=${room} />
    <${Here} room=${room} all=${all} />
    ${forMe &&
    html`<${Round} room=${room} all=${all} slot=${current} heading=${t("Now for me")} mine=${mine} />
      <${Round} room=${room} all=${all} slot=${following} heading=${t("Next for me")} mine=${mine} whole=${Boolean(between)} />`}
    ${between && html`<${NextPlaces} room=${room} all=${all} slot=${between} />`}
    ${forMe && html`<${Later} room=${room} all=${all} mine=${mine} shown=${[current, following]} now=${now} />`}
    <${Ways} room=${room} all=${all} />
  </${Page}>`;
}
