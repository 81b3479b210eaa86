/** Picks people by typing a few letters of a name; two thousand names never make a list of two thousand. */
import { html } from "htm/preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { t } from "../core/words.js";
import { matching, meant } from "./people-found.js";
import { Person } from "./people.js";

/** A pause in typing after which the server is asked for people this phone has not met yet. */
const PAUSE = 250;
/** After leaving the field: long enough for the press that left it to reach what it was meant for. */
const LEAVING = 300;
/** Nobody waits longer for the server to know a name. */
const PATIENCE = 2000;

/** @typedef {import("../core/room.js").Room} Room */

/** Before its form is sent, a name that is still only typed is taken, or holds the form back.
 * @param {{current: HTMLElement | null}} field @param {{current: () => Promise<boolean> | null}} settle */
function useSettledForm(field, settle) {
  useEffect(() => {
    const form = field.current?.closest("form");
    if (!form) return;
    const sending = async (/** @type {Event} */ event) => {
      const settled = settle.current();
      if (!settled) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!(await settled)) return field.current?.querySelector("input")?.focus();
      // The form learns of the person when it is drawn again; only then is it sent.
      setTimeout(() => form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true })), 50);
    };
    form.addEventListener("submit", sending, true);
    return () => form.removeEventListener("submit", sending, true);
  }, []);
}

/** @param {{room: Room, chosen: number[], fixed: number[], onChange: (people: number[]) => void}} props */
function Picked({ room, chosen, fixed, onChange }) {
  if (!chosen.length) return null;
  return html`<ul class="picked">
    ${chosen.map(
      (person) => html`<li key=${person}>
        <${Person} room=${room} id=${person} />
        ${!fixed.includes(person) &&
        html`<button type="button" class="button quiet" onClick=${() => onChange(chosen.filter((one) => one !== person))}
          aria-label=${t("Take out: {name}", { name: room.name(person) })}>${t("Take out")}</button>`}
      </li>`,
    )}
  </ul>`;
}

/**
 * @param {{room: Room, label: string, hint?: string, chosen: number[], most?: number, fixed?: number[],
 *   onChange: (people: number[]) => void}} props `fixed` cannot be taken out; `most` ends the picking
 */
export function PeoplePicker({ room, label, hint, chosen, most = 8, fixed = [], onChange }) {
  const [text, setText] = useState("");
  const [left, leave] = useState(false);
  const field = useRef(/** @type {HTMLElement | null} */ (null));
  const id = useId();
  const found = matching(room, text, chosen);
  useEffect(() => {
    if (text.trim().length < 2) return;
    const typing = setTimeout(() => void room.seek(text), PAUSE);
    return () => clearTimeout(typing);
  }, [text]);
  const type = (/** @type {string} */ typed) => (setText(typed), leave(false));
  const add = (/** @type {number} */ person) => (type(""), onChange([...chosen, person]));
  const now = useRef(text);
  now.current = text;
  /** Takes the one whom `which` finds, if need be among those the server knows; whether there was one.
   * @param {(found: number[]) => number | undefined} which */
  const take = async (which) => {
    let person = which(found);
    if (person === undefined) {
      await Promise.race([room.seek(text), new Promise((done) => setTimeout(done, PATIENCE))]);
      if (now.current !== text) return false;
      person = which(matching(room, text, chosen));
    }
    if (person === undefined) leave(true);
    else add(person);
    return person !== undefined;
  };
  const settle = useRef(/** @returns {Promise<boolean> | null} */ () => null);
  settle.current = () => (text.trim() ? take((people) => meant(room, text, people)) : null);
  useSettledForm(field, settle);
  const keyed = (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    if (text.trim()) void settle.current();
  };
  const blurred = (/** @type {FocusEvent} */ event) => {
    const within = (/** @type {EventTarget | null} */ to) => to instanceof Node && field.current?.contains(to);
    if (!within(event.relatedTarget)) setTimeout(() => within(document.activeElement) || settle.current(), LEAVING);
  };
  const nobody = t("Nobody here has that name.");
  const problem = left ? (found.length ? t("Choose somebody from the list.") : `${nobody} ${t("Choose somebody else or empty this field.")}`) : "";
  return html`<div class="field" ref=${field}>
    <label for=${id}>${label}</label>
    ${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    <${Picked} room=${room} chosen=${chosen} fixed=${fixed} onChange=${onChange} />
    ${chosen.length < most &&
    html`<input id=${id} type="search" autocomplete="off" value=${text} placeholder=${t("Type a name")} enterkeyhint="done"
        aria-describedby="${hint ? `${id}-hint ` : ""}${id}-problem" aria-invalid=${problem ? "true" : null}
        onInput=${(/** @type {InputEvent & {currentTarget: HTMLInputElement}} */ event) => type(event.currentTarget.value)}
        onKeyDown=${keyed} onBlur=${blurred} />
      <p class=${problem ? "error" : ""} id="${id}-problem" role="status">${problem}</p>`}
    <ul class="found" aria-live="polite">
      ${found.map(
        (person) => html`<li key=${person}>
          <button type="button" class="button wide found-one" onClick=${() => add(person)}>
            <${Person} room=${room} id=${person} />
          </button>
        </li>`,
      )}
      ${text.trim() && !left && !found.length && html`<li class="muted">${nobody}</li>`}
    </ul>
  </div>`;
}
