// One wish in an outbox: what is kept of it, and what happens to it while this page lives.
import { isNew, newId } from "./ids.js";

/** @typedef {import("./kept.js").Row} Row */
/** @typedef {import("./shapes.js").Answer} Answer */

// Kills of the connection before a wish is sent alone, and then before it is set aside: one that the server or
// something on the way cannot bear must not hold up the others for ever.
const BREAKS_IN_COMPANY = 2;
const BREAKS_ALONE = 3;

/** What its asker is told in the end. @typedef {{ok: boolean, result?: Record<string, any>, code?: string, message?: string, fields?: Record<string, any>}} Outcome */

/** `numbers`: the answer's `at`; from then on the item is only drawn, until the changes are here.
 * `after`: do not send before this one is answered.
 * @typedef {{row: Row, saved: boolean, flying: boolean, timer: ReturnType<typeof setTimeout>|undefined, sent: number,
 *   numbers: Record<string, number>|null, over: boolean, broke: number, alone: number, errors: number, after: number,
 *   settle: (outcome: Outcome) => void}} Item */

/** @param {Row} row @param {boolean} saved @param {(outcome: Outcome) => void} settle @returns {Item} */
export function newItem(row, saved, settle) {
  // A refusal that was kept and needs no skip has had its answer already.
  const over = row.refusal !== null && !row.skip;
  return {
    row, saved, settle, over, flying: false, timer: undefined, sent: 0, numbers: null,
    broke: 0, alone: 0, errors: 0, after: 0,
  };
}

/** @param {Item} item */
export const mustGoAlone = (item) => item.broke >= BREAKS_IN_COMPANY;

/** Counts a break of the line while these were under way; those that are poison by now are given back.
 * @param {Item[]} flying @returns {Item[]} */
export function countBreak(flying) {
  for (const item of flying) item.broke += 1;
  const [only] = flying;
  if (flying.length !== 1 || !only) return [];
  only.alone += 1;
  return only.alone >= BREAKS_ALONE ? [only] : [];
}

/** The ids of things that are still wishes themselves, anywhere in the fields. @param {unknown} value @returns {string[]} */
export function unmade(value) {
  if (isNew(value)) return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(unmade);
}

/** The fields with the server's ids in place of ours; `say` puts such an id in words of its own.
 * @param {any} value @param {Map<string, number>} made @param {(id: number) => any} [say] @returns {any} */
export function withMade(value, made, say = (id) => id) {
  if (typeof value === "string") return made.has(value) ? say(made.get(value) ?? 0) : value;
  if (Array.isArray(value)) return value.map((one) => withMade(one, made, say));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withMade(one, made, say)]));
}

/** What an answered wish has made: our id of it and the server's. @param {Item} item @param {Record<string, any>} result
 * @returns {[string, number]|null} */
export function madeBy(item, result) {
  const id = Object.values(result).find((value) => typeof value === "number");
  return id === undefined ? null : [newId(item.row), id];
}
