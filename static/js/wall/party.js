/** The sign of a party: its letter on its colour, never the colour alone. */
import { html } from "htm/preact";

/** @param {{ party: import("../core/shapes.js").Party }} props */
export function Party({ party }) {
  return html`<span class="party" data-colour=${party.colour}>
    <span aria-hidden="true">${party.letter}</span><span class="visually-hidden">${party.name}</span>
  </span>`;
}
