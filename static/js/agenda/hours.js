/** Which slot is on, which comes next, which places a slot has: pure reads of the state. */
import { dayKey, ms } from "../core/times.js";

/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Slot} Slot */
/** @typedef {import("../core/shapes.js").Session} Session */

/** @param {Slot} slot */
export const forSessions = (slot) => slot.kind === "session";

/** @param {{starts: string, ends: string}} thing @param {number} now */
export const isOn = (thing, now) => ms(thing.starts) <= now && now < ms(thing.ends);

/** @param {{ends: string}} thing @param {number} now */
export const isOver = (thing, now) => ms(thing.ends) <= now;

/** The slot that is on and the first one that has not begun. @param {Slot[]} slots @param {number} now */
export function nowAndNext(slots, now) {
  return {
    current: slots.find((slot) => isOn(slot, now)),
    next: slots.find((slot) => ms(slot.starts) > now),
  };
}

/** Where a reader of the agenda wants to begin. @param {Slot[]} slots @param {number} now */
export function firstShown(slots, now) {
  const rounds = slots.filter(forSessions);
  return rounds.find((slot) => !isOver(slot, now)) ?? rounds[rounds.length - 1];
}

/** @param {Slot[]} slots @param {string} timezone @returns {Map<string, Slot[]>} */
export function byDay(slots, timezone) {
  const days = new Map();
  for (const slot of slots) {
    const key = dayKey(slot.starts, timezone);
    days.set(key, [...(days.get(key) ?? []), slot]);
  }
  return days;
}

/** No list of places means all of them. @param {All} all @param {Slot} slot */
export function placesOf(all, slot) {
  const places = slot.places.length ? all.places.filter((place) => slot.places.includes(place.id)) : [...all.places];
  return places.sort((a, b) => a.position - b.position);
}

/** When a session is: its own times, else its slot's. @param {Session} session @param {Slot | undefined} slot */
export function hoursOf(session, slot) {
  const starts = session.starts ?? slot?.starts;
  const ends = session.ends ?? slot?.ends;
  return starts && ends ? { starts, ends } : null;
}
