/** The page of one topic: what, who, who comes, where it stands, and what its conveners can do with it. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { standingWords } from "../agenda/card.js";
import { hoursOf } from "../agenda/hours.js";
import { lookup } from "../agenda/lookup.js";
import { moving } from "../agenda/moving.js";
import { t } from "../core/words.js";
import { Act } from "../phone/buttons.js";
import { Page } from "../phone/page.js";
import { People } from "../phone/people.js";
import { convenes, mayChange, whyNot } from "../phone/rights.js";
import { go, href } from "../phone/router.js";
import { Confirm } from "../phone/sheet.js";
import { spanOf } from "../phone/times.js";
import { Counts } from "./counts.js";
import { Interest } from "./interest.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Topic} Topic */

/** @param {{room: Room, topic: Topic, free: boolean}} props */
function ConvenerWays({ room, topic, free }) {
  const [asking, ask] = useState(false);
  const wish = (/** @type {string} */ name) => room.wish(name, { topic: topic.id });
  const toAgenda = () => {
    go("agenda");
    moving.value = free ? null : { topic: topic.id };
  };
  if (topic.state === "withdrawn") {
    return html`<${Act} kind="wide" onPress=${() => wish("marketplace.restore_topic")}>${t("Bring it back")}</${Act}>`;
  }
  return html`<div class="ways">
    ${convenes(room, topic) &&
    html`<${Act} kind=${free ? "primary wide" : "wide"} why=${whyNot(room, "placing")} onPress=${toAgenda}>
      ${free ? t("Choose a place and time") : t("Move it or hold it again")}
    </${Act}>`}
    <a class="button wide" href=${href("topic", topic.id, "edit")}>${t("Edit")}</a>
    <button type="button" class="button quiet wide" onClick=${() => ask(true)}>${t("Withdraw this topic")}</button>
    ${asking &&
    html`<${Confirm} title=${t("Withdraw this topic?")} yes=${t("Withdraw it")} danger
      text=${t("It leaves the list and frees its place on the agenda. You can bring it back at any time.")}
      onYes=${() => wish("marketplace.withdraw_topic")} onClose=${() => ask(false)} />`}
  </div>`;
}

/** @param {{room: Room, id: import("../core/shapes.js").Id, notice?: string}} props `notice` stands above it */
export function TopicPage({ room, id, notice = "" }) {
  const all = room.all.value;
  if (!all) return null;
  const { topics, sessionsOf, places, slots } = lookup(all);
  const topic = topics.get(id);
  const up = { href: href("topics"), label: t("Topics") };
  if (!topic) return html`<${Page} title=${t("A topic that is gone")} up=${up} />`;
  const sessions = sessionsOf(topic.id);
  return html`<${Page} title=${topic.title} lang=${topic.language} up=${up}>
    ${notice && html`<p class="notice">${notice}</p>`}
    ${topic.state === "withdrawn" && html`<p class="notice">${t("This topic is withdrawn.")}</p>`}
    ${topic.line && html`<p class="lead" lang=${topic.language}>${topic.line}</p>`}
    <p class="byline"><${People} room=${room} ids=${topic.conveners} /></p>
    <p>${all.gathering.counts_hidden ? t("Counts are hidden until the desk shows them.") : html`<${Counts} topic=${topic} />`}</p>
    <${Interest} room=${room} topic=${topic} />
    <section class="part">
      <h2>${t("Where and when")}</h2>
      ${sessions.map((session) => {
        const hours = hoursOf(session, slots.get(session.slot ?? -1));
        return html`<a key=${session.id} class="row framed" href=${href("session", session.id)}>
          <span>
            <span class="nums">${hours && spanOf(room, hours)}</span> ${places.get(session.place ?? -1)?.name}
            <small class="row-note">${standingWords(session) || t("To the session")}</small>
          </span>
        </a>`;
      })}
      ${!sessions.length && html`<p class="muted">${t("No place yet")}</p>`}
    </section>
    ${mayChange(room, topic) && html`<${ConvenerWays} room=${room} topic=${topic} free=${!sessions.length} />`}
  </${Page}>`;
}
