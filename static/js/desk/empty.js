/** Empties the gathering after a rehearsal; the code is typed once more, so that no stray click does it. */
import { html } from "htm/preact";
import { t } from "../core/words.js";
import { Dialog } from "./dialog.js";
import { Field, FormFoot, onSubmit, useForm } from "./form.js";

/** @param {{ room: import("../core/room.js").Room, onClose: () => void }} props */
export function EmptyDialog({ room, onClose }) {
  const form = useForm(room, { code: "" });
  const code = room.start.code;
  const same = form.value("code").toUpperCase().replace(/[^A-Z0-9]/g, "") === code;
  const send = async () => (await form.send("gatherings.empty")).ok && onClose();
  return html`<${Dialog} title=${t("Empty the event?")} onClose=${onClose}>
    <p>${t("Topics, ideas, sessions with their notes and reports, and announcements are gone for good, and who only took part joins again. The desk, parties, places, times and settings stay.")}</p>
    <form onSubmit=${onSubmit(() => same && send())}>
      <${Field} form=${form} name="code" label=${t("Type {code} to go on", { code })} autocomplete="off" />
      <${FormFoot} form=${form} yes=${t("Empty it")} onClose=${onClose} why=${!same && t("The code is not the same yet.")} />
    </form>
  </${Dialog}>`;
}
