/** What was not granted, in one bar, until it is dismissed; that the disk is full; and what waits while the line is down. */
import { html } from "htm/preact";
import { t, tn } from "../core/words.js";
import { at } from "../phone/times.js";

/** @import { Room } from "../core/room.js" */

/** @param {{ room: Room }} props */
export function Refusals({ room }) {
  const refused = room.waiting.value.filter((one) => one.refusal);
  return html`<div class="refusals" role="status">
    ${room.line.value.full && html`<p class="notice bad">
      <span><strong>${t("The server's disk is full: nothing new is taken at the moment.")}</strong>${" "}
      ${t("Ask whoever runs the server to make room. What you do at the desk is still kept; what the others do waits on their phones.")}</span>
    </p>`}
    ${refused.map((one) => html`<p key=${one.n} class="notice bad">
      <span>${one.refusal?.message || t("That was not possible.")}</span>
      <button type="button" class="button quiet" onClick=${() => room.dismiss(one.n)}>${t("Understood")}</button>
    </p>`)}
  </div>`;
}

/** @param {{ room: Room }} props */
export function Line({ room }) {
  const { state, since, waiting, late, full } = room.line.value;
  if (full) return null; // the notice below says more
  if (state === "live" && !late) return html`<span class="chip good" role="status">${t("Live")}</span>`;
  const when = since === null ? t("Not live") : t("Not live since {time}", { time: at(room, new Date(since).toISOString()) });
  const wait = waiting ? tn("{n} change waits on this computer", "{n} changes wait on this computer", waiting) : "";
  return html`<span class="chip warn" role="status">${[when, wait].filter(Boolean).join(": ")}</span>`;
}
