/** The calm strip at the foot: one announcement, or one topic that waits, at each turn of the page. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { lookup } from "../agenda/lookup.js";
import { t, tn } from "../core/words.js";

/** @import { Room } from "../core/room.js" */

/** Two hints for whoever starts the projector; they go by themselves. */
const HINT_MS = 12_000;

/** @param {{ room: Room, turns: number, awake: boolean }} props */
export function Strip({ room, turns, awake }) {
  const [hint, setHint] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setHint((before) => Math.min(2, before + 1)), HINT_MS);
    return () => clearInterval(timer);
  }, []);
  const all = room.all.value;
  if (!all) return null;
  if (hint === 0) return html`<p class="wall-strip">${t("F11: full screen. Arrow keys turn the page, space holds it.")}</p>`;
  if (hint === 1 && !awake) return html`<p class="wall-strip">${t("Turn sleep off on this computer: the page cannot do that here.")}</p>`;
  const lines = [...all.announcements].reverse();
  const waiting = all.gathering.phase === "marketplace" || all.gathering.phase === "sessions" ? lookup(all).unplaced : [];
  const places = lines.length + (waiting.length ? 1 : 0);
  if (!places) return html`<p class="wall-strip muted">${all.gathering.title}</p>`;
  const line = lines[turns % places];
  if (line) return html`<p class="wall-strip" lang=${all.gathering.language}><span aria-hidden="true">▸ </span>${line.text}</p>`;
  const topic = waiting[turns % waiting.length];
  return html`<p class="wall-strip">
    ${tn("{n} topic waits for a place:", "{n} topics wait for a place, such as:", waiting.length)} <q lang=${topic?.language}>${topic?.title}</q>
  </p>`;
}
