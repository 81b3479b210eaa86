/** Which topic somebody has just said they will move: the agenda's free cells offer themselves for that one. */
import { signal } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { t } from "../core/words.js";
import { lookup } from "./lookup.js";

/** @typedef {import("../core/shapes.js").Id} Id */
/** `session` where it is one of several of its topic. @typedef {{topic: Id, session?: Id}} Moving */

export const moving = signal(/** @type {Moving | null} */ (null));

/** Above the cells, until a place is tapped or the agenda is left. @param {{all: import("../core/shapes.js").All}} props */
export function MovingNotice({ all }) {
  useEffect(() => () => void (moving.value = null), []);
  const topic = moving.value && lookup(all).topics.get(moving.value.topic);
  return html`<div role="status">
    ${topic &&
    html`<div class="notice moving">
      <p>${t("Tap a free place for “{topic}”.", { topic: topic.title })}</p>
      <button type="button" class="button quiet" onClick=${() => (moving.value = null)}>${t("Leave it")}</button>
    </div>`}
  </div>`;
}
