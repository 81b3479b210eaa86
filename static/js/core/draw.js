// Draws own unanswered wishes into what the server says, so that an own change is seen at once.
import { draws as agenda, recalls as agendaRecalls } from "../agenda/wishes.js";
import { draws as boards, recalls as boardRecalls } from "../boards/wishes.js";
import { draws as gatherings } from "../gatherings/wishes.js";
import { draws as marketplace, recalls as marketplaceRecalls } from "../marketplace/wishes.js";
import { draws as notes } from "../notes/wishes.js";
import { draws as outcomes } from "../outcomes/wishes.js";
import { draws as people } from "../people/wishes.js";
import { idOf } from "./ids.js";

/** @typedef {import("./shapes.js").Board} Board */
/** @typedef {import("./shapes.js").Id} Id */
/** @typedef {import("./shapes.js").Mine} Mine */

/** A wish as a draw sees it; `was` is what its recall remembered, `at` is when it was made.
 * @typedef {{key: string, name: string, fields: Record<string, any>, was: any, at: number}} Wish */
/** Who wishes, and which session or board the stream is about. @typedef {{person: number|null, id: Id|null}} Around */
/** @typedef {(state: any, wish: Wish, around: Around) => any} Draw */
/** By command, then by the kind of stream. @typedef {Record<string, {[kind: string]: Draw}>} Draws */
/** What a wish may look at when it is made. @typedef {{mine: Mine|null, board: (id: Id) => Board|null}} View */
/** @typedef {Record<string, (fields: Record<string, any>, view: View) => any>} Recalls */

/** @type {Draws} */
const draws = { ...gatherings, ...people, ...marketplace, ...agenda, ...notes, ...outcomes, ...boards };

/** @type {Recalls} */
const recalls = { ...marketplaceRecalls, ...agendaRecalls, ...boardRecalls };

/** The state with these wishes drawn in, in their order; the very same state when none concerns it.
 * @template S @param {string} stream @param {S} state @param {Wish[]} wishes @param {number|null} person @returns {S} */
export function draw(stream, state, wishes, person) {
  if (state === null) return state;
  const kind = /** @type {string} */ (stream.split(":")[0]);
  const around = { person, id: idOf(stream) };
  return wishes.reduce((drawn, wish) => draws[wish.name]?.[kind]?.(drawn, wish, around) ?? drawn, state);
}

/** What must be remembered with a wish for its draw. @param {string} name @param {Record<string, any>} fields @param {View} view */
export function recall(name, fields, view) {
  return recalls[name]?.(fields, view) ?? null;
}
