/** The head of a session: who convenes, where, when, how it stands, "I'm here" and what its conveners may do. */
import { html } from "htm/preact";
import { useRef } from "preact/hooks";
import { hoursOf } from "../agenda/hours.js";
import { lookup } from "../agenda/lookup.js";
import { t, tn } from "../core/words.js";
import { Counts } from "../marketplace/counts.js";
import { Interest } from "../marketplace/interest.js";
import { ConsentLine } from "../phone/consent.js";
import { People } from "../phone/people.js";
import { mayChange, takesPart } from "../phone/rights.js";
import { href } from "../phone/router.js";
import { spanOf } from "../phone/times.js";
import { Mark, useWish } from "../phone/wishing.js";
import { ConvenerWays } from "./convening.js";
import { SessionStatus } from "./status.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Place} Place */
/** @typedef {import("../core/shapes.js").Session} Session */
/** @typedef {import("../core/shapes.js").Topic} Topic */

const DOUBLE_TAP = 1_000;

/** Only an address that a browser can open becomes a link. @param {string} address */
const openable = (address) => /^https?:\/\//i.test(address);

/** @param {{place: Place}} props */
function PlaceLine({ place }) {
  const extras = [place.capacity === null ? "" : tn("{n} seat", "{n} seats", place.capacity), ...place.features].filter(Boolean);
  return html`<b>${place.name}</b> ${extras.length > 0 && html`<span class="muted">${extras.join(", ")}</span>`}
    ${place.address && (openable(place.address)
      ? html`<a class="button join-online" href=${place.address} target="_blank" rel="noopener noreferrer">${t("Join online")}</a>`
      : html`<span class="muted">${place.address}</span>`)}`;
}

/** @param {{room: Room, session: Session}} props */
function CheckIn({ room, session }) {
  const [progress, wish] = useWish(room);
  if (!takesPart(room) || session.state === "cancelled") return null;
  const here = room.me.value?.session === session.id;
  const running = session.state === "placed" || session.state === "running";
  const last = useRef(0);
  const press = () => {
    // "Leave" comes where "I'm here" was: the second half of a double tap must not check out again.
    if (Date.now() - last.current < DOUBLE_TAP) return;
    last.current = Date.now();
    wish(here ? "agenda.check_out" : "agenda.check_in", { session: session.id });
  };
  return html`<div class="check-in">
    <button type="button" class="button ${here || !running ? "" : "primary"}" onClick=${press}>${here ? t("Leave") : t("I'm here")}</button>
    <span>${here && html`<b class="is-here">${t("You are here")}</b>`} ${session.here > 0 &&
    html`<span class="nums">${tn("{n} person is there", "{n} people are there", session.here)}</span>`}</span>
    <${Mark} progress=${progress === "waiting" ? progress : "idle"} />
    ${here && html`<${ConsentLine} room=${room} />`}
  </div>`;
}

/** @param {{room: Room, session: Session, topic: Topic}} props */
export function Head({ room, session, topic }) {
  const all = room.all.value;
  if (!all) return null;
  const { slots, places } = lookup(all);
  const slot = slots.get(session.slot ?? -1);
  const hours = hoursOf(session, slot);
  const place = places.get(session.place ?? -1);
  const early = session.state === "placed";
  return html`<div class="session-head">
    <${SessionStatus} room=${room} session=${session} />
    ${topic.line && html`<p class="lead" lang=${topic.language}>${topic.line}</p>`}
    <dl class="facts">
      <dt>${t("Convened by")}</dt> <dd><${People} room=${room} ids=${topic.conveners} /></dd>
      <dt>${t("When")}</dt> <dd class="nums">${hours ? html`<b>${spanOf(room, hours)}</b> ${slot?.title}` : t("No time yet")}</dd>
      <dt>${t("Where")}</dt> <dd>${place ? html`<${PlaceLine} place=${place} />` : t("No place yet")}</dd>
      ${topic.interest && early && html`<dt>${t("Interest")}</dt> <dd><${Counts} topic=${topic} /></dd>`}
    </dl>
    ${early && html`<${Interest} room=${room} topic=${topic} />`}
    <${CheckIn} room=${room} session=${session} />
    ${mayChange(room, topic) && html`<${ConvenerWays} room=${room} session=${session} topic=${topic} />`}
    <p><a class="more" href=${href("topic", topic.id)}>${t("About this topic")}</a></p>
  </div>`;
}
