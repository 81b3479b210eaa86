/** The agenda at the desk: the wall's grid to drag on, and a tray of what still waits. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { lookup } from "../agenda/lookup.js";
import { t } from "../core/words.js";
import { Dragging, useDragging } from "./drag.js";
import { FillDialog } from "./fill-dialog.js";
import { Grid } from "./grid.js";
import { MoveDialog } from "./move-dialog.js";
import { usePlacing } from "./placing.js";
import { SessionDialog } from "./session-dialog.js";
import { TopicDialog } from "./topic-dialog.js";
import { Tray } from "./tray.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { Id } from "../core/shapes.js"
 * @import { Cell, Move } from "./placing.js"
 * @typedef {{ kind: "session", id: Id } | { kind: "move", title: string, move: Move } | { kind: "fill", cell: Cell }
 *   | { kind: "topic", id: Id | null }} Opened
 */

/** @param {{ room: Room, onTab: (tab: string) => void }} props */
export function Agenda({ room, onTab }) {
  const all = room.all.value;
  const { put, dialog } = usePlacing(room);
  const [opened, open] = useState(/** @type {Opened | null} */ (null));
  const { manager, ghost } = useDragging((card, cell) => {
    if (card["session"] && card["place"] === cell["place"] && card["slot"] === cell["slot"]) return;
    void put(card["move"], { place: cell["place"], slot: cell["slot"] });
  });
  if (!all) return null;
  const close = () => open(null);
  const { topics, sessions } = lookup(all);
  const session = opened?.kind === "session" ? sessions.get(room.real(opened.id)) : undefined;
  const topic = session && topics.get(session.topic);
  return html`<${Dragging.Provider} value=${manager}>
    <div class="desk-agenda">
      ${all.places.length && all.slots.length
        ? html`<${Grid} room=${room} all=${all} over=${ghost?.over ?? null} open=${open} />`
        : html`<div class="empty-grid"><p>${t("There are no places and times yet.")}</p>
            <button type="button" class="button primary" onClick=${() => onTab("venue")}>${t("Propose a grid")}</button></div>`}
      <${Tray} room=${room} all=${all} open=${open} />
    </div>
  </${Dragging.Provider}>
  ${ghost && html`<div class="ghost" aria-hidden="true" style=${{ "--x": `${ghost.x}px`, "--y": `${ghost.y}px` }}>${ghost.label}</div>`}
  ${dialog}
  ${session && topic && html`<${SessionDialog} room=${room} session=${session} onClose=${close}
    onMove=${() => open({ kind: "move", title: t("Move “{title}”", topic), move: { name: "agenda.move_session", what: { session: session.id } } })}
    onRepeat=${() => open({ kind: "move", title: t("Repeat “{title}”", topic), move: { name: "agenda.repeat_topic", what: { topic: topic.id } } })}
    onEdit=${() => open({ kind: "topic", id: topic.id })} />`}
  ${opened?.kind === "move" && html`<${MoveDialog} room=${room} title=${opened.title} move=${opened.move} put=${put} onClose=${close} />`}
  ${opened?.kind === "fill" && html`<${FillDialog} room=${room} cell=${opened.cell} put=${put} onClose=${close} />`}
  ${opened?.kind === "topic" && html`<${TopicDialog} room=${room} id=${opened.id} onClose=${close} />`}`;
}
