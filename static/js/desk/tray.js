/** The tray of topics without a place: drag one to a cell, or press it and choose. */
import { html } from "htm/preact";
import { lookup } from "../agenda/lookup.js";
import { t, tn } from "../core/words.js";
import { People } from "../phone/people.js";
import { useDrag } from "./drag.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { All, Topic } from "../core/shapes.js"
 * @import { Opened } from "./agenda.js"
 */

/** @param {{ room: Room, all: All, open: (opened: Opened) => void }} props */
export function Tray({ room, all, open }) {
  const { unplaced } = lookup(all);
  return html`<section class="tray" aria-label=${t("Topics without a place")}>
    <header><h2>${tn("{n} topic waits", "{n} topics wait", unplaced.length)}</h2>
      <button type="button" class="button" onClick=${() => open({ kind: "topic", id: null })}>${t("Post a topic")}</button></header>
    ${!unplaced.length && html`<p class="muted">${all.topics.length ? t("Every topic has a place.") : t("Nobody has posted a topic yet.")}</p>`}
    <ul>${unplaced.map((topic) => html`<li key=${room.key(topic.id)}><${Waiting} room=${room} topic=${topic} open=${open} /></li>`)}</ul>
  </section>`;
}

/** @param {{ room: Room, topic: Topic, open: (opened: Opened) => void }} props */
function Waiting({ room, topic, open }) {
  /** @type {import("./placing.js").Move} */
  const move = { name: "agenda.place_topic", what: { topic: topic.id } };
  const ref = useDrag(`topic ${topic.id}`, { label: topic.title, move }, "card");
  return html`<button type="button" ref=${ref} class="desk-card" onClick=${() => open({ kind: "move", title: t("Place “{title}”", { title: topic.title }), move })}>
    <span class="card-title" lang=${topic.language}>${topic.title}</span>
    <span class="card-foot"><${People} room=${room} ids=${topic.conveners} />
      ${topic.interest && html`<span class="nums muted" title=${t("come")}>♥ ${topic.interest.come}</span>`}</span>
  </button>`;
}
