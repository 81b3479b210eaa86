/** The three answers to a topic, for one thumb: come, maybe, skip; pressing the chosen one again takes it back. */
import { html } from "htm/preact";
import { t } from "../core/words.js";
import { convenes, takesPart } from "../phone/rights.js";
import { Mark, useWish } from "../phone/wishing.js";
import { myAnswer } from "./counts.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Topic} Topic */

/** @param {{room: Room, topic: Topic}} props */
export function Interest({ room, topic }) {
  const [progress, wish] = useWish(room);
  if (!takesPart(room) || topic.state === "withdrawn") return null;
  // Whoever convenes comes: there is nothing to ask.
  if (convenes(room, topic)) return html`<p class="muted">${t("You convene this")}</p>`;
  const answers = [
    { answer: "come", label: t("Come") },
    { answer: "maybe", label: t("Maybe") },
    { answer: "skip", label: t("Skip") },
  ];
  const chosen = myAnswer(room, topic);
  const press = (/** @type {string} */ answer) =>
    wish("marketplace.mark_interest", { topic: topic.id, answer: answer === chosen ? "none" : answer });
  return html`<div class="interest" role="group" aria-label=${t("Your interest in {topic}", { topic: topic.title })}>
    ${answers.map(
      ({ answer, label }) => html`<button key=${answer} type="button" class="button" data-answer=${answer}
        aria-pressed=${answer === chosen ? "true" : "false"} onClick=${() => press(answer)}>${label}</button>`,
    )}
    <${Mark} progress=${progress === "waiting" ? progress : "idle"} />
  </div>`;
}
