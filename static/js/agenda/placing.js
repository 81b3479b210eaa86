/** What I can do with a free cell: place a topic of mine, move one here, or hold one again. */
import { signal } from "@preact/signals";
import { html } from "htm/preact";
import { t } from "../core/words.js";
import { Act } from "../phone/buttons.js";
import { myself, whyNot } from "../phone/rights.js";
import { slotName, spanOf } from "../phone/times.js";
import { say } from "../phone/toast.js";
import { myTopics } from "./mine.js";
import { moving } from "./moving.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Id} Id */
/** @typedef {import("../core/shapes.js").Place} Place */
/** @typedef {import("../core/shapes.js").Session} Session */
/** @typedef {import("../core/shapes.js").Slot} Slot */
/** @typedef {import("../core/shapes.js").Topic} Topic */
/** @typedef {{topic: Topic, name: string, fields: Record<string, any>}} Way */

/** @param {Session} session */
const mayMove = (session) => session.state === "placed" || session.state === "posted";

/**
 * A topic's only session is placed by its topic; one of several must be named.
 * @param {Topic} topic @param {Session[]} sessions all of this topic @returns {Way[]}
 */
function waysOf(topic, sessions) {
  const moves = sessions.filter(mayMove);
  if (!sessions.length || (sessions.length === 1 && sessions[0]?.state !== "placed" && !over(sessions[0]))) {
    return [{ topic, name: "agenda.place_topic", fields: { topic: topic.id } }];
  }
  return [
    ...moves.map((session) => ({ topic, name: "agenda.move_session", fields: { session: session.id } })),
    { topic, name: "agenda.repeat_topic", fields: { topic: topic.id } },
  ];
}

/** @param {Session | undefined} session */
const over = (session) => session !== undefined && !mayMove(session) && session.state !== "cancelled";

/** Topics without a place first. @param {Room} room @returns {Way[]} */
export function waysToPlace(room) {
  const all = room.all.value;
  if (!all) return [];
  const later = (/** @type {Way} */ way) => Number(way.name !== "agenda.place_topic");
  return myTopics(all, myself(room))
    .filter((topic) => topic.state === "open")
    .flatMap((topic) => waysOf(topic, all.sessions.filter((session) => session.topic === topic.id)))
    .sort((a, b) => later(a) - later(b));
}

/** @param {Way} way */
export function wayWords(way) {
  if (way.name === "agenda.move_session") return t("Move it here");
  return way.name === "agenda.repeat_topic" ? t("Hold it again here") : t("Place it here");
}

/** Only those of what is being moved, when something is. @param {Way[]} ways */
export function waysNow(ways) {
  const what = moving.value;
  if (!what) return ways;
  const wanted = (/** @type {Way} */ { topic, fields }) => topic.id === what.topic && (what.session === undefined || fields.session === what.session);
  return ways.filter(wanted);
}

/** The cell for which the sheet asks which topic comes there. */
export const asked = signal(/** @type {{place: Id, slot: Id} | null} */ (null));

/** @param {Room} room @param {Place} place @param {Slot} slot */
export const sayPlaced = (room, place, slot) =>
  say(t("Placed: {place}, {time}", { place: place.name, time: spanOf(room, slot) }));

/** @param {Room} room @param {Way} way @param {Place} place @param {Slot} slot */
export async function put(room, way, place, slot) {
  asked.value = null;
  moving.value = null;
  const answer = await room.wish(way.name, { ...way.fields, place: place.id, slot: slot.id });
  if (answer.ok) sayPlaced(room, place, slot);
}

/** Calm while all my topics stand somewhere and none is being moved. @param {{room: Room, ways: Way[], place: Place, slot: Slot}} props */
export function FreeCell({ room, ways: every, place, slot }) {
  const ways = waysNow(every);
  const [only] = ways;
  if (!only) return html`<p class="free muted">${t("Free")}</p>`;
  const unplaced = only.name === "agenda.place_topic";
  const atOnce = ways.length === 1 && (unplaced || moving.value !== null);
  const calm = !unplaced && !moving.value;
  const words = calm ? t("Free") : unplaced ? t("Place my topic here") : t("Move my topic here");
  const label = t("{action}: {place}, {slot}", { action: words, place: place.name, slot: slotName(room, slot) });
  const press = () => (atOnce ? put(room, only, place, slot) : (asked.value = { place: place.id, slot: slot.id }));
  return html`<${Act} kind=${calm ? "wide calm-cell" : "wide free-cell"} label=${label} hideWhy why=${whyNot(room, "placing")}
    onPress=${press}>${words}</${Act}>`;
}
