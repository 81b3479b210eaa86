/** Whom a few letters mean: the people this phone knows whose name holds them, and the one they spell out. */
import { folded } from "./search.js";

/** As many as fit above the keyboard of a phone. */
const SHOWN = 5;

/** @typedef {import("../core/room.js").Room} Room */

/** The likeliest first. @param {Room} room @param {string} text @param {number[]} chosen */
export function matching(room, text, chosen) {
  const wanted = folded(text.trim());
  if (!wanted) return [];
  return Object.keys(room.people.value)
    .map(Number)
    .filter((id) => room.people.value[id]?.name && !chosen.includes(id))
    .map((id) => ({ id, name: folded(room.name(id)) }))
    .filter(({ name }) => name.includes(wanted))
    .sort((a, b) => a.name.indexOf(wanted) - b.name.indexOf(wanted) || a.name.length - b.name.length)
    .slice(0, SHOWN)
    .map(({ id }) => id);
}

/** The one of exactly this name: half a name chooses nobody, however few it fits. @param {Room} room @param {string} text @param {number[]} found */
export function meant(room, text, found) {
  const wanted = folded(text.trim());
  const exact = found.filter((id) => folded(room.name(id)) === wanted);
  return exact.length === 1 ? exact[0] : undefined;
}
