/** Forgetting: one act that takes my name out of everything; what was made stays. */
import { effect } from "@preact/signals";
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../core/words.js";
import { Confirm } from "./sheet.js";

/** The goodbye to this person's screens may overtake the answer. @param {import("../core/room.js").Room} room
 * @returns {Promise<true>} */
const removed = (room) => new Promise((resolve) => {
  effect(() => { if (room.line.value.ended === "removed") resolve(true); });
});

/** @param {{room: import("../core/room.js").Room, me: import("../core/shapes.js").Me}} props */
export function ForgetMe({ room, me }) {
  const [asking, ask] = useState(false);
  const forget = async () => {
    const asked = room.wish("people.forget_person", { person: me.person }).then(({ ok }) => ok);
    if (!(await Promise.race([asked, removed(room)]))) return;
    await room.forgetHere();
    location.assign("/");
  };
  return html`<section class="part">
    <button type="button" class="button danger wide" onClick=${() => ask(true)}>${t("Forget me")}</button>
    ${asking &&
    html`<${Confirm} title=${t("Forget you?")} yes=${t("Forget me")} danger
      text=${t("Your name disappears from everything, also from the book, and this phone leaves. Topics and reports stay without a name. This cannot be undone.")}
      onYes=${forget} onClose=${() => ask(false)} />`}
  </section>`;
}
