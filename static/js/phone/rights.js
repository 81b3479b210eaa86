/** Who holds this phone and what they may do; the server decides, this only shows the right controls. */
import { t } from "../core/words.js";
import { derived } from "./derived.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Topic} Topic */

/** @param {Room} room */
export const myself = (room) => room.me.value?.me.person ?? room.start.person;

/** Somebody who looks on reads everything and changes nothing. @param {Room} room */
export const takesPart = (room) => room.role.value !== "onlooker";

/** @param {Room} room */
export const isFacilitator = (room) => ["host", "facilitator"].includes(room.role.value);

/** @param {Room} room @param {Topic | undefined} topic */
export function convenes(room, topic) {
  const me = myself(room);
  return me !== null && Boolean(topic?.conveners.includes(me));
}

/** @param {Room} room @param {Topic | undefined} topic */
export const mayChange = (room, topic) => convenes(room, topic) || isFacilitator(room);

/** Before the marketplace nothing is closed "again": it has not begun. */
const BEFORE = new Set(["preparing", "opening"]);

/**
 * Why a switch forbids something now, and what would change it; null when it may be done. The desk is not bound.
 * @param {Room} room
 * @param {"posting" | "placing"} which
 */
export function whyNot(room, which) {
  const gathering = derived(room).gathering.value;
  if (!gathering || gathering[which] || isFacilitator(room)) return null;
  if (which === "posting") {
    if (BEFORE.has(gathering.phase)) return t("Posting opens when the marketplace begins.");
    return t("Posting is closed now. The facilitator can open it again.");
  }
  if (BEFORE.has(gathering.phase)) return t("Placing opens when the marketplace begins.");
  return t("Placing is closed now. Ask the facilitator at the desk.");
}
