/** The phone screen begins here: the room of this gathering, drawn into the page. */
import { html, render } from "htm/preact";
import { keepFocus } from "./core/focus.js";
import { openRoom } from "./core/room.js";
import { Phone } from "./phone/shell.js";

const room = openRoom({ screen: "phone" });
const place = document.getElementById("screen");
if (place) {
  place.replaceChildren();
  keepFocus();
  render(html`<${Phone} room=${room} />`, place);
}
