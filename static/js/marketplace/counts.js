/** What a topic's interest is, in words: the totals, and what I said myself. */
import { html } from "htm/preact";
import { t, tn } from "../core/words.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Topic} Topic */

/** @param {Room} room @param {Topic} topic */
export const myAnswer = (room, topic) => room.me.value?.interest[topic.id] ?? null;

export function Counts(/** @type {{topic: Topic}} */ { topic }) {
  if (!topic.interest) return null;
  const { come, maybe } = topic.interest;
  return html`<span class="counts nums">${tn("{n} comes, {maybe} maybe", "{n} come, {maybe} maybe", come, { maybe })}</span>`;
}

/** Totals and my own answer, as text only. @param {{room: Room, topic: Topic}} props */
export function PlainInterest({ room, topic }) {
  const words = { come: t("You come"), maybe: t("You come perhaps"), skip: t("You skip it") };
  const answer = myAnswer(room, topic);
  return html`<${Counts} topic=${topic} /> ${answer && html`<span class="chip mine">${words[answer]}</span>`}`;
}
