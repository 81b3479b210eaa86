/** Turns the wall's pages: by itself, by the desk's choice, or by the keys of whoever stands there. */
import { useEffect, useState } from "preact/hooks";

/** @import { Turn } from "./pages.js" */

const CALM_MS = 20_000;
/** An agenda of many parts would keep people waiting for theirs. */
const MANY = 5;
const MANY_MS = 12_000;
/** After this long without a key the desk leads again. */
const HAND_MS = 60_000;

/**
 * Which page hangs there, and who holds it: `hand` is when a key last turned it, 0 while it is led.
 * @typedef {{ key: string, turns: number, held: boolean, hand: number, chosen: string, phase: string }} At
 */

/** @type {At} */
export const START = { key: "", turns: 0, held: false, hand: 0, chosen: "auto", phase: "" };

/**
 * A new phase begins with its first page, and a new choice of the desk takes the wall back: from the keys and from who
 * holds it. A page that the desk fixed stays where it is, whatever the phase.
 * @param {At} at @param {string} chosen @param {string} phase
 * @returns {At}
 */
export function followed(at, chosen, phase) {
  if (at.chosen === chosen && at.phase === phase) return at;
  const now = { ...at, chosen, phase };
  if (chosen === "auto") return { ...now, key: "", held: false, hand: 0 };
  return at.chosen === chosen ? now : { ...now, held: false, hand: 0 };
}

/** The place among these of the page that hangs there; the first when it is none of them. @param {Turn[]} list @param {At} at */
export const placeOf = (list, at) => Math.max(0, list.findIndex((turn) => turn.key === at.key));

/** @param {At} at @param {string | undefined} shown key @param {number} by @param {Turn[]} pages @returns {At} */
export function stepped(at, shown, by, pages) {
  const from = Math.max(0, pages.findIndex((turn) => turn.key === shown));
  return { ...at, key: pages[(from + by + pages.length) % pages.length]?.key ?? "", turns: at.turns + 1 };
}

/**
 * @param {{ led: Turn[], every: Turn[], chosen: string, phase: string }} pages `led` turn when nobody touches the wall,
 *   the keys go through `every` page, `chosen` is the desk's choice
 */
export function useTurning({ led, every, chosen, phase }) {
  const [kept, set] = useState(START);
  // Already in this drawing: the wall never shows a page of the phase before.
  const at = followed(kept, chosen, phase);
  const list = at.hand ? every : led;
  const index = placeOf(list, at);
  const { held, hand } = at;

  useEffect(() => set((before) => followed(before, chosen, phase)), [chosen, phase]);
  useEffect(() => {
    if (!hand || held) return;
    const timer = setTimeout(() => set((before) => ({ ...before, hand: 0 })), HAND_MS);
    return () => clearTimeout(timer);
  }, [hand, held]);

  // Only a turn starts this clock anew: with the list among its reasons, a busy market would never turn a page.
  const many = list.length > MANY;
  useEffect(() => {
    if (held) return;
    const timer = setInterval(() => latest.step(1, 0), many ? MANY_MS : CALM_MS);
    return () => clearInterval(timer);
  }, [at.key, held, many, chosen, phase]);
  const step = (/** @type {number} */ by, /** @type {number} */ touched) =>
    set({ ...stepped(at, list[index]?.key, by, touched ? every : list), hand: touched || hand });
  const hold = () => set({ ...at, held: !held });
  const [latest] = useState({ step, hold });
  Object.assign(latest, { step, hold });

  useEffect(() => {
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
      if (by) latest.step(by, Date.now());
      else if (event.key === " ") latest.hold();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);

  return { turn: list[index], index, count: list.length, turns: at.turns, held };
}
