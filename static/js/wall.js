/** The projector's screen; "?twin" shows the same as a document to scroll and zoom. */
import { html, render } from "htm/preact";
import { openRoom } from "./core/room.js";
import { Wall } from "./wall/view.js";

const room = openRoom({ screen: "wall" });
const place = document.getElementById("screen");
if (place) {
  const twin = new URLSearchParams(location.search).has("twin");
  // The page came with an agenda to read while this script was on its way.
  place.replaceChildren();
  render(html`<${Wall} room=${room} twin=${twin} />`, place);
}
