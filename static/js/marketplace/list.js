/** The marketplace: every topic, with search and filter, newest first. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { lookup } from "../agenda/lookup.js";
import { slotName } from "../phone/times.js";
import { t, tn } from "../core/words.js";
import { OneOf } from "../phone/buttons.js";
import { useCalm } from "../phone/calm.js";
import { Growing } from "../phone/growing.js";
import { Page } from "../phone/page.js";
import { convenes, myself, takesPart } from "../phone/rights.js";
import { href } from "../phone/router.js";
import { TopicCard } from "./card.js";
import { filtered } from "./filter.js";
import { PostLink } from "./post-link.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Topic} Topic */
/** @typedef {import("./filter.js").Filter} Filter */

/** Where the topic's first session stands, in one line. @param {Room} room @param {Topic} topic */
function stands(room, topic) {
  const all = room.all.value;
  if (!all) return "";
  const { sessionsOf, slots, places } = lookup(all);
  const [session] = sessionsOf(topic.id);
  const slot = slots.get(session?.slot ?? -1);
  const place = places.get(session?.place ?? -1);
  return slot && place ? t("{slot} in {place}", { slot: slotName(room, slot), place: place.name }) : "";
}

/** @param {{filter: Filter, mine: boolean, onChange: (filter: Filter) => void}} props */
function FilterBar({ filter, mine, onChange }) {
  const which = [
    { value: "all", label: t("All") },
    ...(mine ? [{ value: "mine", label: t("Mine") }] : []),
    { value: "unplaced", label: t("No place yet") },
  ];
  return html`<div class="filter">
    <label class="visually-hidden" for="topic-search">${t("Search topics and names")}</label>
    <input id="topic-search" type="search" value=${filter.text} placeholder=${t("Search topics and names")} autocomplete="off"
      onInput=${(/** @type {any} */ event) => onChange({ ...filter, text: event.currentTarget.value })} />
    <${OneOf} legend=${t("Which topics")} hideLegend name="which" options=${which} value=${filter.which}
      onChange=${(/** @type {Filter["which"]} */ value) => onChange({ ...filter, which: value })} />
  </div>`;
}

/** @param {{room: Room, languages: string[], chosen: string, onChange: (language: string) => void}} props */
function LanguageChoice({ room, languages, chosen, onChange }) {
  if (languages.length < 2) return null;
  const names = new Intl.DisplayNames([room.start.language], { type: "language" });
  return html`<label class="visually-hidden" for="topic-language">${t("Language")}</label>
    <select id="topic-language" value=${chosen} onChange=${(/** @type {any} */ event) => onChange(event.currentTarget.value)}>
      <option value="">${t("Every language")}</option>
      ${languages.map((code) => html`<option key=${code} value=${code}>${names.of(code) ?? code}</option>`)}
    </select>`;
}

/** @param {{filter: Filter}} props */
function Nothing({ filter }) {
  if (filter.text) return html`<p class="empty">${t("No topic has these words.")}</p>`;
  if (filter.which === "unplaced") return html`<p class="empty">${t("Every topic has a place.")}</p>`;
  if (filter.which === "mine") return html`<p class="empty">${t("You have not posted a topic yet.")}</p>`;
  return html`<p class="empty">${t("No topics yet. The first one may be yours.")}</p>`;
}

/** @param {{room: Room}} props */
export function TopicList({ room }) {
  const [filter, setFilter] = useState(/** @type {Filter} */ ({ text: "", which: "all", language: "" }));
  const all = room.all.value;
  const found = all ? filtered(all, filter, myself(room), room.name) : [];
  const order = useCalm(found.map((topic) => topic.id).join(" "), JSON.stringify(filter));
  if (!all) return null;
  const { topics, unplaced } = lookup(all);
  const free = new Set(unplaced);
  const calm = order.split(" ").flatMap((id) => topics.get(id) ?? topics.get(Number(id)) ?? []);
  const drawn = new Set(calm);
  // What is my own, or the first at all, is not held back: nobody looks for it elsewhere meanwhile.
  const fresh = found.filter((topic) => !drawn.has(topic) && (!calm.length || convenes(room, topic)));
  const shown = [...fresh, ...calm];
  const draw = (/** @type {Topic} */ topic) =>
    html`<${TopicCard} room=${room} topic=${topic} stands=${stands(room, topic)} free=${free.has(topic)} />`;
  return html`<${Page} title=${t("Topics")} up=${{ href: href("now"), label: t("Now") }}>
    <${PostLink} room=${room} />
    <${FilterBar} filter=${filter} mine=${takesPart(room)} onChange=${setFilter} />
    <div class="list-head">
      <h2 aria-live="polite">${tn("{n} topic", "{n} topics", found.length)}</h2>
      <${LanguageChoice} room=${room} languages=${all.gathering.languages} chosen=${filter.language}
        onChange=${(/** @type {string} */ language) => setFilter({ ...filter, language })} />
    </div>
    ${all.gathering.counts_hidden && html`<p class="hint">${t("Counts are hidden until the desk shows them.")}</p>`}
    ${shown.length ? html`<${Growing} items=${shown} name="topics" draw=${draw} id=${(/** @type {Topic} */ topic) => room.key(topic.id)} />` : html`<${Nothing} filter=${filter} />`}
  </${Page}>`;
}
