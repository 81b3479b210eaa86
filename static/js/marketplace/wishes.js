// How own wishes on the marketplace already look: topics, ideas and interest.
import { newId } from "../core/ids.js";
import { find, mend, put, without } from "../core/lists.js";
import { marked } from "./changes.js";

/** @typedef {import("../core/draw.js").Draws} Draws */
/** @typedef {import("../core/draw.js").Recalls} Recalls */
/** @typedef {import("../core/draw.js").Wish} Wish */
/** @typedef {import("../core/draw.js").Around} Around */
/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Topic} Topic */

/** @param {All} all @param {Wish} wish @param {Around} around @returns {All} */
function post(all, wish, { person }) {
  const { fields } = wish;
  const at = new Date(wish.at).toISOString();
  /** @type {Topic} */
  const topic = {
    id: newId(wish), title: fields.title, line: fields.line ?? "",
    language: fields.language ?? all.gathering.language, conveners: fields.conveners ?? [person],
    state: "open", version: 0, posted: at, changed: at, pending: wish.key,
    ...(all.gathering.counts_hidden ? {} : { interest: { come: 0, maybe: 0 } }),
  };
  return { ...all, topics: put(all.topics, topic) };
}

/** @param {All} all @param {Wish} wish @param {Partial<Topic>} fields @returns {All} */
const change = (all, { key, fields: { topic } }, fields) =>
  ({ ...all, topics: mend(all.topics, topic, { ...fields, pending: key }) });

/** @param {All} all @param {Wish} wish @returns {All} */
function edit(all, wish) {
  const { topic: _id, ...given } = wish.fields;
  return change(all, wish, given);
}

/** Moves the own mark from one total to the other; never below nought, whatever the server has counted by now.
 * @param {All} all @param {Wish} wish @returns {All} */
function count(all, { key, fields, was }) {
  const topic = find(all.topics, fields.topic);
  if (!topic?.interest || was === fields.answer) return all;
  const now = (/** @type {"come"|"maybe"} */ kind, /** @type {number} */ n) =>
    Math.max(0, n - Number(was === kind) + Number(fields.answer === kind));
  const interest = { come: now("come", topic.interest.come), maybe: now("maybe", topic.interest.maybe) };
  return { ...all, topics: mend(all.topics, topic.id, { interest, pending: key }) };
}

/** @type {Draws} */
export const draws = {
  "marketplace.post_topic": { all: post },
  "marketplace.edit_topic": { all: edit },
  "marketplace.withdraw_topic": { all: (all, wish) => change(all, wish, { state: "withdrawn" }) },
  "marketplace.restore_topic": { all: (all, wish) => change(all, wish, { state: "open" }) },
  "marketplace.mark_interest": {
    all: count,
    person: (mine, { fields }) => marked(mine, { number: 0, kind: "", topic: fields.topic, answer: fields.answer }),
  },
  "marketplace.post_idea": {
    all: (/** @type {All} */ all, wish) =>
      ({ ...all, ideas: put(all.ideas, { id: newId(wish), text: wish.fields.text, pending: wish.key }) }),
  },
  "marketplace.remove_idea": {
    all: (/** @type {All} */ all, { fields }) => ({ ...all, ideas: without(all.ideas, fields.idea) }),
  },
};

/** What was marked before is remembered with the wish: the two streams that tell it do not move together.
 * @type {Recalls} */
export const recalls = {
  "marketplace.mark_interest": ({ topic }, { mine }) => mine?.interest[topic] ?? "none",
};
