/** One topic in the list: its title, who convenes, where it stands, how many come, and the three answers. */
import { html } from "htm/preact";
import { t } from "../core/words.js";
import { People } from "../phone/people.js";
import { convenes } from "../phone/rights.js";
import { href } from "../phone/router.js";
import { Counts } from "./counts.js";
import { Interest } from "./interest.js";
import { Clock } from "../phone/wishing.js";

/**
 * @param {{room: import("../core/room.js").Room, topic: import("../core/shapes.js").Topic, stands: string,
 *   free: boolean}} props `stands`: where and when, or empty; `free`: has no place yet
 */
export function TopicCard({ room, topic, stands, free }) {
  const own = convenes(room, topic);
  return html`<article class="topic-card" data-pending=${topic.pending ? "" : null}>
    <h3 lang=${topic.language}><a href=${href("topic", topic.id)}>${topic.title}</a></h3>
    ${topic.line && html`<p class="topic-line" lang=${topic.language}>${topic.line}</p>`}
    <p class="topic-who">
      <${People} room=${room} ids=${topic.conveners} />
      ${topic.pending && html`<${Clock} />`}
    </p>
    <p class="topic-stand">
      ${topic.state === "withdrawn" && html`<span class="chip">${t("Withdrawn")}</span>`}
      ${stands && html`<span class="nums">${stands}</span>`}
      ${free && !own && html`<span>${t("No place yet")}</span>`}
      <${Counts} topic=${topic} />
    </p>
    ${own && free && html`<a class="next-step" href=${href("agenda")}>${t("Choose a place and time")}</a>`}
    <${Interest} room=${room} topic=${topic} />
  </article>`;
}
