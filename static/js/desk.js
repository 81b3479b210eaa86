/** The facilitator's screen. */
import { html, render } from "htm/preact";
import { keepFocus } from "./core/focus.js";
import { openRoom } from "./core/room.js";
import { Desk } from "./desk/view.js";

const room = openRoom({ screen: "desk" });
const place = document.getElementById("screen");
if (place) {
  // The page came with an agenda to read while this script was on its way.
  place.replaceChildren();
  keepFocus();
  render(html`<${Desk} room=${room} />`, place);
}
