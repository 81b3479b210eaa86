/** The shared note: a text area of the page, joined to the note by a bundle of its own when the first note is opened. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../core/words.js";
import { myself } from "../phone/rights.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Session} Session */
/** @typedef {import("../notes/attach.js").NoteState | "failed"} State */

/** @param {State} state @param {string} refusal @param {boolean} editable */
function words(state, refusal, editable) {
  switch (state) {
    case "opening": return t("Opening the note …");
    case "live": return !editable ? t("You look on: here you read what the others write.") : t("Everybody here writes in this note. What you type is saved as you type.");
    case "read": return t("This is the note as this phone last had it. What you type is sent as soon as the line is back.");
    case "waiting": return t("Your last words are still on this phone only. They are sent as soon as the line is back.");
    case "old": return t("The event was restored from a backup. Copy what you wrote, then load this page again.");
    case "failed": return t("The note could not be fetched. What you write in the report is kept all the same.");
    case "refused": return refusal;
  }
}

/** @param {{room: Room, session: Session}} props */
export function NoteTab({ room, session }) {
  const area = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const [state, tell] = useState(/** @type {State} */ ("opening"));
  const [refusal, refuse] = useState("");
  const [tries, tryAgain] = useState(0);
  const address = room.start.bundles?.note ?? "";
  const editable = myself(room) !== null;

  useEffect(() => {
    let detach = () => {};
    let wanted = true;
    tell("opening");
    // A browser remembers a failed import by its address, so each new try needs another one.
    import(tries ? `${address}?again=${tries}` : address).then(
      (/** @type {typeof import("../notes/attach.js")} */ module) => {
        if (!wanted || !area.current) return;
        const told = (/** @type {State} */ next, message = "") => { tell(next); refuse(message); };
        detach = module.attach({ room, session: Number(session.id), area: area.current, editable, told });
      },
      () => wanted && tell("failed"),
    );
    return () => {
      wanted = false;
      detach();
    };
  }, [session.id, editable, tries]);

  return html`<div class="field note">
    <label for="note">${t("Shared note")}</label>
    <p class="hint" id="note-state" role="status">${words(state, refusal, editable)}</p>
    <textarea id="note" ref=${area} class="note-text" rows="12" aria-describedby="note-state" readonly=${state === "opening" || !editable}
      dir="auto"></textarea>
    ${state === "failed" && html`<button type="button" class="button" onClick=${() => tryAgain((n) => n + 1)}>${t("Try again")}</button>`}
  </div>`;
}
