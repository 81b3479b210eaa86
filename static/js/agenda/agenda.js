/** The agenda on a phone: one slot at a time, the topics without a place below. */
import { html } from "htm/preact";
import { TopicCard } from "../marketplace/card.js";
import { PostLink } from "../marketplace/post-link.js";
import { t, tn } from "../core/words.js";
import { derived } from "../phone/derived.js";
import { Growing } from "../phone/growing.js";
import { Page } from "../phone/page.js";
import { whyNot } from "../phone/rights.js";
import { href } from "../phone/router.js";
import { slotName } from "../phone/times.js";
import { firstShown, forSessions } from "./hours.js";
import { lookup } from "./lookup.js";
import { MovingNotice } from "./moving.js";
import { waysToPlace } from "./placing.js";
import { SlotView } from "./slot.js";
import { Switcher } from "./switcher.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Slot} Slot */
/** @typedef {import("../core/shapes.js").Topic} Topic */

/** Nobody wonders any more why nothing can be placed. */
const AFTER = new Set(["convergence", "closing", "published"]);

/** @param {{room: Room, all: All}} props */
function Unplaced({ room, all }) {
  const { unplaced } = lookup(all);
  if (!unplaced.length) return null;
  const draw = (/** @type {Topic} */ topic) => html`<${TopicCard} room=${room} topic=${topic} stands="" free />`;
  return html`<section class="part">
    <h2>${tn("{n} topic without a place", "{n} topics without a place", unplaced.length)}</h2>
    <${Growing} items=${unplaced} name="topics" draw=${draw} id=${(/** @type {Topic} */ topic) => topic.id} />
  </section>`;
}

/** The slots before and after, for the thumb at the foot of the list. @param {{room: Room, slots: Slot[], shown: Slot}} props */
function Neighbours({ room, slots, shown }) {
  const rounds = slots.filter(forSessions);
  const index = rounds.indexOf(shown);
  const [before, after] = [rounds[index - 1], rounds[index + 1]];
  return html`<p class="neighbours">
    ${before && html`<a class="button" href=${href("agenda", before.id)}><span aria-hidden="true">←</span> ${slotName(room, before)}</a>`}
    ${after && html`<a class="button after" href=${href("agenda", after.id)}>${slotName(room, after)} <span aria-hidden="true">→</span></a>`}
  </p>`;
}

/** @param {{room: Room, slot?: import("../core/shapes.js").Id}} props */
export function Agenda({ room, slot }) {
  const all = room.all.value;
  if (!all) return null;
  const now = derived(room).minute.value;
  const shown = all.slots.find((one) => one.id === slot && forSessions(one)) ?? firstShown(all.slots, now);
  const ways = waysToPlace(room);
  const why = ways.length > 0 && !AFTER.has(all.gathering.phase) ? whyNot(room, "placing") : null;
  const aside = html`<a class="button quiet" href=${href("topics")}>${t("All topics")}</a>`;
  return html`<${Page} title=${t("Agenda")} aside=${aside}>
    ${shown
      ? html`<${Switcher} room=${room} slots=${all.slots} timezone=${all.gathering.timezone} shown=${shown} now=${now} />
          <${MovingNotice} all=${all} />
          ${why && html`<p class="notice">${why}</p>`}
          <${SlotView} room=${room} all=${all} slot=${shown} ways=${ways} now=${now} />
          <${Neighbours} room=${room} slots=${all.slots} shown=${shown} />`
      : html`<p class="empty">${t("The times and places are not set yet. They appear here as soon as the desk has made them.")}</p>`}
    <${Unplaced} room=${room} all=${all} />
    ${!ways.length && html`<${PostLink} room=${room} kind="wide" />`}
  </${Page}>`;
}
