/** What one control has asked for: waiting, kept or refused, and the small mark that shows it. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../core/words.js";

/** How long "Saved" stays beside what was saved. */
const TICK_MS = 2500;

/** @typedef {"idle" | "waiting" | "kept"} Progress */

/**
 * @param {import("../core/room.js").Room} room
 * @returns {[Progress, import("../core/room.js").Room["wish"]]}
 */
export function useWish(room) {
  const [progress, set] = useState(/** @type {Progress} */ ("idle"));
  const open = useRef(0);
  const alive = useRef(true);
  useEffect(() => () => void (alive.current = false), []);
  useEffect(() => {
    if (progress !== "kept") return;
    const timer = setTimeout(() => set("idle"), TICK_MS);
    return () => clearTimeout(timer);
  }, [progress]);
  /** @type {import("../core/room.js").Room["wish"]} */
  const wish = async (name, fields, base) => {
    open.current += 1;
    set("waiting");
    const answer = await room.wish(name, fields, base);
    open.current -= 1;
    if (alive.current && !open.current) set(answer.ok ? "kept" : "idle");
    return answer;
  };
  return [progress, wish];
}

/** A clock that the style sheet lets appear after half a second. */
export const Clock = () => html`<span class="mark-clock"><span class="visually-hidden">${t("waits")}</span></span>`;

/** A clock while it waits; a tick only after the server's answer. */
export function Mark(/** @type {{progress: Progress}} */ { progress }) {
  if (progress === "waiting") return html`<${Clock} />`;
  if (progress === "kept") return html`<span class="mark-tick">${t("Saved")}</span>`;
  return null;
}
