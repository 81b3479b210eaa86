// Every kind of change and what it does, put together from the features; open this first to find one.
import { reducers as agenda } from "../agenda/changes.js";
import { reducers as boards } from "../boards/changes.js";
import { reducers as gatherings } from "../gatherings/changes.js";
import { reducers as marketplace } from "../marketplace/changes.js";
import { reducers as notes } from "../notes/changes.js";
import { reducers as outcomes } from "../outcomes/changes.js";
import { reducers as people } from "../people/changes.js";

/** @typedef {import("./shapes.js").Change} Change */

/** @type {Record<string, (state: any, change: Change) => any>} */
const table = { ...gatherings, ...people, ...marketplace, ...agenda, ...notes, ...outcomes, ...boards };

/** The state after one change. A kind that this page does not know is skipped: an older page, a newer server;
 * `people.renamed` is one of them on purpose, its new name stands beside it.
 * @template S @param {S} state @param {Change} change @returns {S} */
export function reduce(state, change) {
  return Object.prototype.hasOwnProperty.call(table, change.kind) ? table[change.kind]?.(state, change) : state;
}
