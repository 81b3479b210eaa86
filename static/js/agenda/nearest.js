/** Free cells near one: first the same slot, then those before and after; nearer places first, as the server reckons. */
import { forSessions, isOver, placesOf } from "./hours.js";
import { lookup } from "./lookup.js";

/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Id} Id */

/** What fits a sheet without scrolling. */
const MOST = 3;

/** @param {All} all @param {Id} place @param {Id} slot @param {number} now */
export function nearestFree(all, place, slot, now) {
  const { cell } = lookup(all);
  const rounds = all.slots.filter(forSessions);
  const row = all.places.findIndex(({ id }) => id === place);
  const column = rounds.findIndex(({ id }) => id === slot);
  const found = rounds.flatMap((when, at) =>
    isOver(when, now)
      ? []
      : placesOf(all, when)
          .filter((where) => !cell(where.id, when.id).length)
          .map((where) => ({ place: where, slot: when, slots: Math.abs(at - column), places: Math.abs(all.places.indexOf(where) - row) })));
  return found.sort((a, b) => a.slots - b.slots || a.places - b.places).slice(0, MOST);
}
