/** One short sentence at the foot of the screen, said politely and gone by itself. */
import { signal } from "@preact/signals";
import { html } from "htm/preact";

/** Long enough to read two lines twice. */
const STAYS_MS = 6000;

const sentence = signal("");
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {string} text */
export function say(text) {
  clearTimeout(timer);
  sentence.value = text;
  timer = setTimeout(() => (sentence.value = ""), STAYS_MS);
}

export function Toast() {
  return html`<div class="toast" role="status">${sentence.value && html`<p>${sentence.value}</p>`}</div>`;
}
