// What facts of the marketplace do to the states of `all` and of a person.
import { put, without } from "../core/lists.js";

/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Mine} Mine */
/** @typedef {import("../core/shapes.js").Topic} Topic */
/** @typedef {import("../core/shapes.js").Change} Change */

/** @param {All} all @param {Change} change @returns {All} */
const topic = (all, { topic }) => ({ ...all, topics: put(all.topics, topic) });

/** New totals, or null for counts that are hidden from now on.
 * @param {Topic} topic @param {Topic["interest"]|null} interest @returns {Topic} */
function withTotals(topic, interest) {
  if (interest) return { ...topic, interest };
  const { interest: _hidden, ...rest } = topic;
  return rest;
}

/** One pass over the list, only what was counted is made anew. @param {All} all @param {Change} change @returns {All} */
function counted(all, { topics }) {
  return { ...all, topics: all.topics.map((one) => (one.id in topics ? withTotals(one, topics[one.id]) : one)) };
}

/** @param {Mine} mine @param {Change} change @returns {Mine} */
export function marked(mine, { topic, answer }) {
  const { [String(topic)]: _before, ...interest } = mine.interest;
  return { ...mine, interest: answer === "none" ? interest : { ...interest, [topic]: answer } };
}

/** @type {Record<string, (state: any, change: Change) => any>} */
export const reducers = {
  "marketplace.topic_posted": topic,
  "marketplace.topic_edited": topic,
  "marketplace.topic_withdrawn": topic,
  "marketplace.interest_counted": counted,
  "marketplace.interest_marked": marked,
  "marketplace.idea_posted": (/** @type {All} */ all, { idea }) => ({ ...all, ideas: put(all.ideas, idea) }),
  "marketplace.idea_removed": (/** @type {All} */ all, { idea }) => ({ ...all, ideas: without(all.ideas, idea) }),
};
