/** A role that was handed over: said once when it comes, and the way to the desk for as long as it lasts. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../core/words.js";
import { isFacilitator } from "./rights.js";
import { say } from "./toast.js";

/** @typedef {import("../core/room.js").Room} Room */

/** Says so when this person has just become one who steers. @param {Room} room */
export function useRoleNews(room) {
  const known = room.me.value !== null;
  const role = room.role.value;
  const before = useRef(/** @type {string | null} */ (null));
  useEffect(() => {
    if (!known) return;
    const was = before.current;
    before.current = role;
    if (was === null || was === role || !isFacilitator(room)) return;
    say(role === "host" ? t("You are host now") : t("You are facilitator now"));
  }, [known, role]);
}

/** @param {{room: Room}} props */
export function DeskLink({ room }) {
  if (!isFacilitator(room)) return null;
  return html`<a class="row" href=${`/g/${room.start.code}/desk`}>${t("To the desk")}</a>`;
}
