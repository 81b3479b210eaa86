/** Links that give a right: for another facilitator, a wall, or somebody who only looks on. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../core/words.js";
import { at } from "../phone/times.js";
import { ask } from "./ask.js";
import { Confirm } from "./dialog.js";
import { Link } from "./link.js";
import { rightName } from "./names.js";

/** @import { Room } from "../core/room.js" */

/** @returns {{ right: string, name: string, what: string }[]} */
const rights = () => [
  { right: "facilitator", name: t("Facilitator"), what: t("One more desk. The link opens once, on one device.") },
  { right: "wall", name: t("Wall"), what: t("For a projector. It works until you revoke it.") },
  { right: "onlooker", name: t("Look on"), what: t("To read along without a name. It works until you revoke it.") },
];

/** @param {{ room: Room }} props */
export function Links({ room }) {
  const [made, setMade] = useState(/** @type {{ right: string, url: string, qr: string } | null} */ (null));
  const [revoked, revoke] = useState(/** @type {any} */ (null));
  const [refusal, setRefusal] = useState("");
  const desk = room.desk.value;
  if (!desk) return null;
  const make = async (/** @type {string} */ right) => {
    const answer = await ask(room, "people.make_link", { right });
    setRefusal(answer.ok ? "" : (answer.message ?? t("That was not possible.")));
    if (answer.ok) setMade(/** @type {any} */ ({ right, ...answer.result }));
  };
  return html`<div class="panel">
    <div class="tiles">
      ${rights().map((one) => html`<section key=${one.right} class="card"><h2>${one.name}</h2><p>${one.what}</p>
        <div><button type="button" class="button primary" aria-label=${t("Make a link: {right}", { right: one.name })} onClick=${() => make(one.right)}>${t("Make a link")}</button></div></section>`)}
    </div>
    ${refusal && html`<p class="notice bad" role="alert">${refusal}</p>`}
    ${made && html`<section class="card" aria-live="polite"><h2>${t("New link: {right}", { right: rightName(made.right) })}</h2>
      <${Link} url=${made.url} qr=${made.qr} hint=${t("Scan it with the other device, or copy it.")} /></section>`}
    <h2>${t("Links that work")}</h2>
    ${!desk.links.length && html`<p class="muted">${t("There are none.")}</p>`}
    <ul class="rows">
      ${desk.links.map((link) => html`<li key=${link.id} class="row"><div class="row-main"><strong>${rightName(link.right)}</strong></div>
        <span class="muted">${t("made at {time}", { time: at(room, link.created) })}</span>
        <span class="chip">${link.taken ? t("used") : t("not used yet")}</span>
        <button type="button" class="button quiet" aria-label=${t("Revoke: {right}", { right: rightName(link.right) })} onClick=${() => revoke(link)}>${t("Revoke")}</button></li>`)}
    </ul>
    <p class="muted">${desk.recovery ? t("The host has a recovery code on paper.") : t("There is no recovery code for the host.")}</p>
    ${revoked && html`<${Confirm} title=${t("Revoke this link?")} yes=${t("Revoke")} danger=${true} onClose=${() => revoke(null)}
      onYes=${() => void room.wish("people.revoke_link", { link: revoked.id })}>
      <p>${t("Every screen that came in by it goes dark at once.")}</p></${Confirm}>`}
  </div>`;
}
