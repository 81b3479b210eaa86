/** Buttons and choices of the phone: one that says why it cannot be pressed now, and one-of-a-few. */
import { html } from "htm/preact";
import { useId } from "preact/hooks";
import { say } from "./toast.js";

/**
 * Stays in its place when it cannot be used: the reason stands under it and is said when it is pressed.
 * @param {{onPress?: () => void, onHeld?: () => void, why?: string | null, hideWhy?: boolean, kind?: string, label?: string,
 *   submit?: boolean, children?: any}} props
 *   `hideWhy` where the same reason already stands above a whole list; `submit` leaves the rest to the form; `onHeld` leads
 *   to what is missing when it is pressed all the same.
 */
export function Act({ onPress, onHeld, why = null, hideWhy = false, kind = "", label, submit = false, children }) {
  const id = useId();
  const press = (/** @type {Event} */ event) => {
    if (!why) return onPress?.();
    event.preventDefault();
    say(why);
    onHeld?.();
  };
  return html`<div class="act">
    <button type=${submit ? "submit" : "button"} class="button ${kind}" aria-disabled=${why ? "true" : null} aria-label=${label}
      aria-describedby=${why ? id : null} onClick=${press}>${children}</button>
    ${why && html`<p id=${id} class=${hideWhy ? "visually-hidden" : "why"}>${why}</p>`}
  </div>`;
}

/**
 * One of a few, as a row of radio buttons under one legend.
 * @param {{legend: string, name: string, options: {value: string, label: string}[], value: string,
 *   onChange: (value: string) => void, hideLegend?: boolean}} props
 */
export function OneOf({ legend, name, options, value, onChange, hideLegend = false }) {
  return html`<fieldset class="one-of">
    <legend class=${hideLegend ? "visually-hidden" : ""}>${legend}</legend>
    <div class="segments">
      ${options.map(
        (option) => html`<label key=${option.value} class="segment">
          <input type="radio" name=${name} value=${option.value} checked=${option.value === value}
            onChange=${() => onChange(option.value)} />
          <span>${option.label}</span>
        </label>`,
      )}
    </div>
  </fieldset>`;
}
