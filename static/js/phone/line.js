/** The honest state of the line: a quiet dot while live, a bar that says what waits when it is not. */
import { html } from "htm/preact";
import { t, tn } from "../core/words.js";
import { href } from "./router.js";
import { at } from "./times.js";

/** @typedef {import("../core/room.js").Room} Room */

/** @typedef {Room["line"]["value"]} Line */

/** @param {Line} line */
const troubled = (line) => line.state === "offline" || line.late || line.portal || line.ended !== null;

/** @param {{room: Room}} props */
export function LineDot({ room }) {
  const line = room.line.value;
  if (line.state === "live" && line.waiting) {
    return html`<span class="line" data-state="waiting">${tn("{n} change waits", "{n} changes wait", line.waiting)}</span>`;
  }
  const words = { live: t("Live"), connecting: t("Connecting"), offline: t("Offline") };
  return html`<span class="line" data-state=${line.state}>${words[line.state]}</span>`;
}

/** Why no line comes any more by itself. @param {string} code @param {number|null} person null came in by a link */
function endedWords(code, person) {
  if (code === "removed" && person === null) return t("The desk has revoked the link by which you came in.");
  if (code === "turn_over") return t("Your minute on this device is over.");
  if (code === "removed") return t("The desk has taken you out of this event.");
  if (code === "version") return t("This page is older than the server. Load it again.");
  return t("This page is no longer connected. Load it again.");
}

/** What a person should know or do besides. @param {Line} line */
function advice(line) {
  if (line.portal) return t("This Wi-Fi wants you to log in first: open any other page.");
  if (line.ended === "turn_over") return "";
  if (!line.waiting) return t("You read what was last known.");
  return line.kept ? "" : t("Keep this page open, or they are lost.");
}

/** @param {Room} room */
function sentence(room) {
  const { since, waiting, late, state, ended } = room.line.value;
  if (ended !== null) return endedWords(ended, room.start.person);
  const wait = tn(
    "Not live: {n} change waits on this phone",
    "Not live: {n} changes wait on this phone",
    waiting,
  );
  if (state !== "offline" || since === null) return late ? wait : t("Not live");
  const when = t("Offline since {time}", { time: at(room, new Date(since).toISOString()) });
  return waiting ? `${when}. ${wait}` : when;
}

/** Always there as a live region, so that its first sentence is heard; empty while all is well. @param {{room: Room}} props */
export function LineBar({ room }) {
  const line = room.line.value;
  return html`<div class="line-bar" role="status">
    ${troubled(line) &&
    html`<p>
      <strong>${sentence(room)}</strong> ${advice(line)}
      ${line.ended === "turn_over" && html`<a href=${`/g/${room.start.code}/next`}>${t("Who is here now?")}</a>`}
      ${line.waiting > 0 && html`<a href=${href("mine")}>${t("See them")}</a>`}
    </p>`}
  </div>`;
}
