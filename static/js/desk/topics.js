/** All topics of the gathering, found by a few letters: edit, withdraw, bring back, post for somebody; and the ideas. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { lookup } from "../agenda/lookup.js";
import { t, tn } from "../core/words.js";
import { People } from "../phone/people.js";
import { folded } from "../phone/search.js";
import { cellName } from "./placing.js";
import { TopicDialog } from "./topic-dialog.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { All, Id, Topic } from "../core/shapes.js"
 */

/** @param {{ room: Room }} props */
export function Topics({ room }) {
  const [text, setText] = useState("");
  const [opened, open] = useState(/** @type {{ id: Id | null } | null} */ (null));
  const all = room.all.value;
  if (!all) return null;
  const wanted = folded(text.trim());
  const names = (/** @type {Topic} */ topic) => topic.conveners.map((id) => room.name(id)).join(" ");
  const found = all.topics.filter((topic) => folded(`${topic.title} ${topic.line} ${names(topic)}`).includes(wanted));
  return html`<div class="panel">
    <div class="panel-bar">
      <input type="search" aria-label=${t("Search topics")} placeholder=${t("Search topics")} value=${text} onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)} />
      <span class="muted" role="status">${tn("{n} topic", "{n} topics", found.length)}</span>
      <button type="button" class="button primary" onClick=${() => open({ id: null })}>${t("Post a topic for somebody")}</button>
    </div>
    <ul class="rows">${found.map((topic) => html`<${Row} key=${room.key(topic.id)} room=${room} all=${all} topic=${topic} onEdit=${() => open({ id: topic.id })} />`)}</ul>
    <${Ideas} room=${room} all=${all} />
    ${opened && html`<${TopicDialog} room=${room} id=${opened.id} onClose=${() => open(null)} />`}
  </div>`;
}

/** @param {{ room: Room, all: All, topic: Topic, onEdit: () => void }} props */
function Row({ room, all, topic, onEdit }) {
  const withdrawn = topic.state === "withdrawn";
  const places = lookup(all).sessionsOf(topic.id);
  const turn = () => void room.wish(withdrawn ? "marketplace.restore_topic" : "marketplace.withdraw_topic", { topic: topic.id });
  return html`<li class="row" data-off=${withdrawn ? "" : null}>
    <div class="row-main"><strong lang=${topic.language}>${topic.title}</strong> ${withdrawn && html`<span class="chip">${t("withdrawn")}</span>`}
      <span class="muted" lang=${topic.language}>${topic.line}</span></div>
    <div><${People} room=${room} ids=${topic.conveners} /></div>
    <div class="muted">${places.length ? places.map((one) => cellName(all, { place: one.place ?? 0, slot: one.slot ?? 0 }, room)).join("; ") : t("without a place")}</div>
    <div class="nums muted">${topic.interest && `♥ ${topic.interest.come} · ${t("maybe {n}", { n: topic.interest.maybe })}`}</div>
    <div class="buttons">
      <button type="button" class="button quiet" aria-label=${t("Edit: {text}", { text: topic.title })} onClick=${onEdit}>${t("Edit")}</button>
      <button type="button" class="button quiet" aria-label=${`${withdrawn ? t("Bring back") : t("Withdraw")}: ${topic.title}`} onClick=${turn}>${withdrawn ? t("Bring back") : t("Withdraw")}</button>
    </div>
  </li>`;
}

/** @param {{ room: Room, all: All }} props */
function Ideas({ room, all }) {
  if (!all.ideas.length) return null;
  return html`<h2>${t("Ideas before the day")}</h2>
    <ul class="rows">${all.ideas.map((idea) => html`<li key=${idea.id} class="row"><div class="row-main">${idea.text}</div>
      <button type="button" class="button quiet" aria-label=${t("Take away: {text}", { text: idea.text })}
        onClick=${() => void room.wish("marketplace.remove_idea", { idea: idea.id })}>${t("Take away")}</button></li>`)}</ul>`;
}
