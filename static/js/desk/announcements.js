/** A line to everybody: post it, see what stands, take it back. */
import { html } from "htm/preact";
import { t } from "../core/words.js";
import { at } from "../phone/times.js";
import { Field, FormFoot, onSubmit, useForm } from "./form.js";

/** @import { Room } from "../core/room.js" */

/** @param {{ room: Room }} props */
export function Announcements({ room }) {
  const form = useForm(room, { text: "" });
  const standing = [...(room.all.value?.announcements ?? [])].reverse();
  const send = () => form.value("text").trim() && form.send("gatherings.announce");
  return html`<section class="rail-part"><h2>${t("Announcements")}</h2>
    <form onSubmit=${onSubmit(send)}>
      <${Field} form=${form} name="text" label=${t("To everybody")} rows="1" maxlength="200" required=${true} />
      <${FormFoot} form=${form} yes=${t("Announce")} />
    </form>
    <ul class="standing">
      ${standing.map((one) => html`<li key=${one.id}><small class="muted nums">${at(room, one.at)}</small> ${one.text}
        <button type="button" class="button quiet" aria-label=${t("Withdraw: {text}", { text: one.text })}
          onClick=${() => void room.wish("gatherings.withdraw_announcement", { announcement: one.id })}>${t("Withdraw")}</button></li>`)}
    </ul>
  </section>`;
}
