/** One line, asked once: whether my name may stand in the book. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../core/words.js";
import { OneOf } from "./buttons.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {"room" | "public" | "none"} Consent */

/** @param {Room} room */
export const unasked = (room) => room.me.value?.me.consent === "unasked";

/** @param {{value: string, onChange: (value: Consent) => void}} props */
export function ConsentChoice({ value, onChange }) {
  const options = [
    { value: "room", label: t("for the room") },
    { value: "public", label: t("for everybody") },
    { value: "none", label: t("not") },
  ];
  return html`<${OneOf} legend=${t("My name in the book")} name="consent" options=${options} value=${value} onChange=${onChange} />`;
}

/** Beside a check-in or a promise that has just been made; gone as soon as it is answered. @param {{room: Room}} props */
export function ConsentLine({ room }) {
  const [value, choose] = useState(/** @type {Consent} */ ("room"));
  if (!unasked(room)) return null;
  return html`<div class="consent notice">
    <${ConsentChoice} value=${value} onChange=${choose} />
    <button type="button" class="button" onClick=${() => room.wish("people.set_consent", { consent: value })}>${t("Save")}</button>
  </div>`;
}
