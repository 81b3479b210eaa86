// Joins one text area to one shared note, until detached.
import { openDocument } from "./document.js";
import { bindTextArea } from "./text-area.js";

/** What the screen is told: `state` of the note, and the code of a refusal.
 * @typedef {"opening"|"live"|"waiting"|"old"|"refused"} NoteState */
/** @typedef {{room: import("../core/room.js").Room, session: number, area: HTMLTextAreaElement, editable: boolean,
 *   told: (state: NoteState, message?: string) => void}} Parts */

/** @param {Parts} parts @returns {() => void} lets go of the note */
export function attach({ room, session, area, editable, told }) {
  const note = openDocument({ wire: room.wire, session, told });
  const unbind = bindTextArea(area, note.text, editable);
  // The signal's own `subscribe`: this bundle has a copy of the library of its own, whose effects would not hear it.
  const unwatch = room.wire.live.subscribe((live) => {
    if (live) void note.sync();
    else note.offline();
  });
  return () => {
    unwatch();
    unbind();
    note.close();
  };
}
