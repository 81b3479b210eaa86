/** Forgetting: one act that takes my name out of everything; what was made stays. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../core/words.js";
import { Confirm } from "./sheet.js";

/** @param {{room: import("../core/room.js").Room, me: import("../core/shapes.js").Me}} props */
export function ForgetMe({ room, me }) {
  const [asking, ask] = useState(false);
  const forget = async () => {
    const answer = await room.wish("people.forget_person", { person: me.person });
    if (answer.ok) location.assign("/");
  };
  return html`<section class="part">
    <button type="button" class="button danger wide" onClick=${() => ask(true)}>${t("Forget me")}</button>
    ${asking &&
    html`<${Confirm} title=${t("Forget you?")} yes=${t("Forget me")} danger
      text=${t("Your name disappears from everything, also from the book, and this phone leaves. Topics and reports stay without a name. This cannot be undone.")}
      onYes=${forget} onClose=${() => ask(false)} />`}
  </section>`;
}
