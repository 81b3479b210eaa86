/** The honest state of the line: a quiet dot while live, a bar that says what waits when it is not. */
import { html } from "htm/preact";
import { canKeep } from "../core/shell.js";
import { dayKey } from "../core/times.js";
import { t, tn } from "../core/words.js";
import { href } from "./router.js";
import { at, dayOf } from "./times.js";

/** @typedef {import("../core/room.js").Room} Room */

/** @typedef {Room["line"]["value"]} Line */

/** @param {Room} room @param {Line} line a page that came from this device need not wait to see whether the line only blinks */
const troubled = (room, line) => line.state === "offline" || (line.old !== null && room.start.shell === true) || line.late || line.portal || line.full || line.ended !== null;

/** "14:05", with its day when that is not today. @param {Room} room @param {number} instant */
function when(room, instant) {
  const iso = new Date(instant).toISOString();
  const { timezone } = room.start;
  const today = dayKey(new Date(room.now()).toISOString(), timezone) === dayKey(iso, timezone);
  return today ? at(room, iso) : t("{day}, {time}", { day: dayOf(room, iso), time: at(room, iso) });
}

/** @param {{room: Room}} props */
export function LineDot({ room }) {
  const line = room.line.value;
  if (line.old !== null) {
    return html`<span class="line" data-state=${line.state}>${t("As of {time}", { time: when(room, line.old) })}</span>`;
  }
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

/** What a person should know or do besides. @param {Room} room @param {Line} line */
function advice(room, line) {
  const besides = needed(line);
  // Only here and only now does it matter: this page cannot be opened again until there is network.
  const keep = line.state === "offline" && line.ended === null && !(canKeep() && room.start.offline);
  return [besides, keep && line.kept && t("Keep this page open: at this address it does not open without network.")].filter(Boolean).join(" ");
}

/** @param {Line} line */
function needed(line) {
  if (line.portal) return t("This Wi-Fi wants you to log in first: open any other page.");
  if (line.ended === "turn_over") return "";
  if (line.full) return fullAdvice(line);
  if (!line.waiting) return line.old === null ? t("You read what was last known.") : t("What you do now is sent later.");
  return line.kept ? "" : t("Keep this page open, or they are lost.");
}

/** While the server's disk is full everything can be read. @param {Line} line */
function fullAdvice({ waiting, kept }) {
  const still = t("Everything can still be read.");
  const wait = tn("{n} change waits on this phone and is sent when there is room.", "{n} changes wait on this phone and are sent when there is room.", waiting);
  return [still, waiting && wait, waiting && !kept && t("Keep this page open, or they are lost.")].filter(Boolean).join(" ");
}

/** @param {Room} room */
function sentence(room) {
  const { since, waiting, late, state, ended, full, old } = room.line.value;
  if (ended !== null) return endedWords(ended, room.start.person);
  if (full) return t("The server's disk is full: nothing new is taken at the moment.");
  const wait = tn(
    "Not live: {n} change waits on this phone",
    "Not live: {n} changes wait on this phone",
    waiting,
  );
  if (old !== null) {
    const known = t("This is what was known at {time}", { time: when(room, old) });
    return waiting ? `${known}. ${wait}` : `${known}.`;
  }
  if (state !== "offline" || since === null) return late ? wait : t("Not live");
  const offline = t("Offline since {time}", { time: at(room, new Date(since).toISOString()) });
  return waiting ? `${offline}. ${wait}` : offline;
}

/** Always there as a live region, so that its first sentence is heard; empty while all is well. @param {{room: Room}} props */
export function LineBar({ room }) {
  const line = room.line.value;
  return html`<div class="line-bar" role="status">
    ${troubled(room, line) &&
    html`<p>
      <strong>${sentence(room)}</strong> ${advice(room, line)}
      ${line.ended === "turn_over" && html`<a href=${`/g/${room.start.code}/next`}>${t("Who is here now?")}</a>`}
      ${line.waiting > 0 && html` <a href=${href("mine")}>${t("See them")}</a>`}
    </p>`}
  </div>`;
}
