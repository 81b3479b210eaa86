/** Ideas before the day: a wall without names, so that nobody owns them yet. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../core/words.js";
import { Page } from "../phone/page.js";
import { isFacilitator, takesPart, whyNot } from "../phone/rights.js";
import { href } from "../phone/router.js";

const IDEA_MOST = 140;

/** @typedef {import("../core/room.js").Room} Room */

/** @param {{room: Room}} props */
function IdeaForm({ room }) {
  const [text, setText] = useState("");
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!text.trim()) return;
    room.wish("marketplace.post_idea", { text: text.trim() });
    setText("");
  };
  return html`<form class="inline-form" onSubmit=${submit}>
    <div class="field">
      <label for="idea-text">${t("An idea, in a few words")}</label>
      <input id="idea-text" value=${text} maxlength=${IDEA_MOST} enterkeyhint="send"
        onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)} />
    </div>
    <button type="submit" class="button primary">${t("Put it up")}</button>
  </form>`;
}

/** @param {{room: Room}} props */
export function Ideas({ room }) {
  const ideas = room.all.value?.ideas ?? [];
  const remove = (/** @type {import("../core/shapes.js").Id} */ idea) => room.wish("marketplace.remove_idea", { idea });
  const open = takesPart(room) && !whyNot(room, "posting");
  return html`<${Page} title=${t("Ideas")} up=${{ href: href("now"), label: t("Now") }}>
    <p class="lead">${t("Nobody owns an idea. Whoever cares for one makes it a topic.")}</p>
    ${takesPart(room) && html`<${IdeaForm} room=${room} />`}
    <ul class="ideas">
      ${ideas.map(
        (idea) => html`<li key=${room.key(idea.id)} data-pending=${idea.pending ? "" : null}>
          <span>${idea.text}</span>
          ${open && !idea.pending &&
          html`<a class="button" href=${href("topic", "new", "idea", idea.id)}
            aria-label=${t("Make this a topic: {idea}", { idea: idea.text })}>${t("Make this a topic")}</a>`}
          ${isFacilitator(room) && !idea.pending &&
          html`<button type="button" class="button quiet" aria-label=${t("Remove {idea}", { idea: idea.text })}
            onClick=${() => remove(idea.id)}>${t("Remove")}</button>`}
        </li>`,
      )}
    </ul>
    ${!ideas.length && html`<p class="empty">${t("No ideas yet.")}</p>`}
  </${Page}>`;
}
