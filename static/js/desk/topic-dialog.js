/** Posts a topic on behalf of somebody, or edits one. */
import { html } from "htm/preact";
import { lookup } from "../agenda/lookup.js";
import { t } from "../core/words.js";
import { PeoplePicker } from "../phone/people-picker.js";
import { Dialog } from "./dialog.js";
import { Field, FormFoot, onSubmit, useForm } from "./form.js";
import { languageName } from "./names.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { Id } from "../core/shapes.js"
 */

/** @param {{ room: Room, id: Id | null, onClose: () => void }} props `id` null posts a new one */
export function TopicDialog({ room, id, onClose }) {
  const all = room.all.value;
  const topic = all && id !== null ? lookup(all).topics.get(room.real(id)) : undefined;
  const fresh = { title: "", line: "", language: all?.gathering.language, conveners: [] };
  const form = useForm(room, topic ?? fresh);
  if (!all) return null;
  const send = async () => {
    const answer = topic
      ? await form.send("marketplace.edit_topic", { topic: topic.id }, { [`topic:${topic.id}`]: topic.version })
      : await form.send("marketplace.post_topic", { language: form.value("language") });
    if (answer.ok) onClose();
  };
  const why = !form.value("title").trim() && t("A topic needs a title.");
  return html`<${Dialog} title=${topic ? t("Edit a topic") : t("Post a topic for somebody")} onClose=${onClose}>
    <form onSubmit=${onSubmit(() => !why && send())}>
      <${Field} form=${form} name="title" label=${t("Title")} max=${80} maxlength="80" />
      <${Field} form=${form} name="line" label=${t("One line")} />
      <${Field} form=${form} name="language" label=${t("Language")}
        options=${all.gathering.languages.map((one) => ({ value: one, label: languageName(one) }))} />
      <${PeoplePicker} room=${room} label=${t("Who convenes it")} chosen=${form.value("conveners")} onChange=${(/** @type {number[]} */ people) => form.set("conveners", people)} />
      <${FormFoot} form=${form} yes=${topic ? t("Save") : t("Post")} onClose=${onClose} why=${why} />
    </form>
  </${Dialog}>`;
}
