/** Which topics a person sees: search and filter, quick with two thousand of them. */
import { lookup } from "../agenda/lookup.js";
import { folded } from "../phone/search.js";

/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Topic} Topic */
/** @typedef {"all" | "mine" | "unplaced"} Which */
/** @typedef {{text: string, which: Which, language: string}} Filter */

/** Folding letters is the slow part, and a topic's text seldom changes. @type {WeakMap<Topic, string>} */
const texts = new WeakMap();

/** @param {Topic} topic */
function textOf(topic) {
  let found = texts.get(topic);
  if (found === undefined) {
    found = folded(`${topic.title} ${topic.line}`);
    texts.set(topic, found);
  }
  return found;
}

/**
 * Newest first; my own withdrawn topics stay findable for me.
 * @param {All} all
 * @param {Filter} filter
 * @param {number | null} me
 * @param {(person: number) => string} name
 */
export function filtered(all, { text, which, language }, me, name) {
  const words = folded(text).split(/\s+/).filter(Boolean);
  const unplaced = which === "unplaced" ? new Set(lookup(all).unplaced) : null;
  const fits = (/** @type {Topic} */ topic) => {
    const own = me !== null && topic.conveners.includes(me);
    if (topic.state === "withdrawn" && !own) return false;
    if (which === "mine" && !own) return false;
    if (unplaced && !unplaced.has(topic)) return false;
    if (language && topic.language !== language) return false;
    if (!words.length) return true;
    const here = textOf(topic);
    const people = topic.conveners.map((person) => folded(name(person))).join(" ");
    return words.every((word) => here.includes(word) || people.includes(word));
  };
  return all.topics.filter(fits).reverse();
}
