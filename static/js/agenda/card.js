/** One session as a card of the agenda: title, who convenes, how it stands, what I said; a link to its page. */
import { html } from "htm/preact";
import { t, tn } from "../core/words.js";
import { PlainInterest } from "../marketplace/counts.js";
import { derived } from "../phone/derived.js";
import { People } from "../phone/people.js";
import { href } from "../phone/router.js";
import { spanOf } from "../phone/times.js";
import { isMarked } from "./changed.js";
import { hoursOf } from "./hours.js";
import { lookup } from "./lookup.js";
import { Clock } from "../phone/wishing.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Session} Session */

/** How a session stands, in a few words; nothing while it is only planned. @param {Session} session */
export function standingWords(session) {
  if (session.state === "running") return tn("{n} person is there", "{n} people are there", session.here);
  if (session.state === "held_alone") return t("Nobody came: also fine");
  if (session.state === "cancelled") return t("Cancelled");
  if (session.state !== "held") return "";
  if (session.report === "published" || session.report === "amended") return t("Report published");
  return session.report === "draft" ? t("Report begun") : t("Report missing");
}

/**
 * @param {{room: Room, session: Session, where?: boolean, when?: boolean}} props
 *   `where` and `when` are left out where the row or the page already says them.
 */
export function SessionCard({ room, session, where = false, when = false }) {
  const all = room.all.value;
  if (!all) return null;
  const { topics, slots, places } = lookup(all);
  const topic = topics.get(session.topic);
  const slot = slots.get(session.slot ?? -1);
  const hours = hoursOf(session, slot);
  const own = session.starts !== null || session.ends !== null;
  const moved = isMarked(all, session, derived(room).minute.value) && !session.pending;
  const place = places.get(session.place ?? -1)?.name;
  const stand = standingWords(session);
  const title = topic?.title ?? t("A topic that is gone");
  return html`<article class="session-card" data-state=${session.state} data-pending=${session.pending ? "" : null}>
    ${(where || when || own) &&
    html`<p class="session-where">
      ${(when || own) && hours && html`<span class="nums">${spanOf(room, hours)}</span>`} ${where && place}
    </p>`}
    <h3 lang=${topic?.language}>
      <a href=${href("session", session.id)}>${title}</a>
    </h3>
    <${People} room=${room} ids=${topic?.conveners ?? []} />
    <p class="session-foot">
      ${moved && html`<span class="chip warn">${t("Changed")}</span>`}
      ${session.pending && html`<${Clock} />`}
      ${stand && html`<span>${stand}</span>`}
      ${topic && html`<${PlainInterest} room=${room} topic=${topic} />`}
    </p>
  </article>`;
}
