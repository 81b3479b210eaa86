// Joins one text area to one shared note, until detached; and sends what an earlier page left unsent.
import { openDocument } from "./document.js";
import { bindTextArea } from "./text-area.js";

/** What the screen is told: `state` of the note, and why it was refused. `read`: as this device last had it.
 * @typedef {"opening"|"read"|"live"|"waiting"|"old"|"refused"} NoteState */
/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {{room: Room, session: number, area: HTMLTextAreaElement, editable: boolean,
 *   told: (state: NoteState, message?: string) => void}} Parts */

/** @type {Map<number, ReturnType<typeof openDocument>>} */
const open = new Map();

/** @param {Room} room @param {number} session */
function opened(room, session) {
  const known = open.get(session);
  if (known) return known;
  const made = openDocument({ wire: room.wire, notes: room.notes, session, ended: () => open.delete(session) });
  open.set(session, made);
  return made;
}

/** @param {Parts} parts @returns {() => void} lets go of the note */
export function attach({ room, session, area, editable, told }) {
  const note = opened(room, session);
  const unbind = bindTextArea(area, note.text, editable);
  note.show(told);
  return () => {
    unbind();
    note.leave();
  };
}

/** Sends what is unsent of a note that no screen shows. @param {Room} room @param {number} session */
export function deliver(room, session) {
  if (!open.has(session)) opened(room, session).leave();
}
