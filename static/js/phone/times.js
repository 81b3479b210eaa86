/** Times as this phone shows them: in the gathering's time zone and the person's language. */
import { clockTime, day, span } from "../core/times.js";
import { t, tn } from "../core/words.js";
import { derived } from "./derived.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Slot} Slot */

/** @param {Room} room */
const zone = (room) => derived(room).gathering.value?.timezone ?? room.start.timezone;

/** @param {Room} room @param {string} instant */
export const at = (room, instant) => clockTime(instant, zone(room), room.start.language);

/** @param {Room} room @param {string} instant */
export const dayOf = (room, instant) => day(instant, zone(room), room.start.language);

/** @param {Room} room @param {{starts: string, ends: string}} thing */
export const spanOf = (room, thing) => span(thing.starts, thing.ends, zone(room), room.start.language);

/** @param {Room} room @param {Slot} slot */
export const slotName = (room, slot) =>
  slot.title ? t("{slot}, {time}", { slot: slot.title, time: spanOf(room, slot) }) : spanOf(room, slot);

/** "in 12 minutes", "in 2 hours"; days are said by their date. @param {number} left milliseconds */
export function within(left) {
  const minutes = Math.max(1, Math.round(left / 60_000));
  if (minutes < 90) return tn("in {n} minute", "in {n} minutes", minutes);
  return tn("in {n} hour", "in {n} hours", Math.round(minutes / 60));
}

/** What is left of a countdown, in words for those who listen. @param {number} left milliseconds */
export function leftInWords(left) {
  const minutes = Math.ceil(left / 60_000);
  if (minutes <= 0) return t("Time is up");
  return tn("{n} minute left", "{n} minutes left", minutes);
}
