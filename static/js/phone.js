/** The phone screen begins here: the room of this gathering, drawn into the page. */
import { html, render } from "htm/preact";
import { keepFocus } from "./core/focus.js";
import { openRoom } from "./core/room.js";
import { findStart, readStart } from "./core/start.js";
import { deliverLeftNotes } from "./phone/left-notes.js";
import { NothingKept } from "./phone/nothing-kept.js";
import { Phone } from "./phone/shell.js";

async function begin() {
  const start = await findStart();
  const room = start && openRoom({ screen: "phone" }, { start });
  if (room) deliverLeftNotes(room);
  const place = document.getElementById("screen");
  if (!place) return;
  place.replaceChildren();
  keepFocus();
  render(room ? html`<${Phone} room=${room} />` : html`<${NothingKept} start=${readStart()} />`, place);
}

void begin();
