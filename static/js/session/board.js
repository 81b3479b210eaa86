/** The session's board: opened by a convener, written in private first, then revealed and talked about. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { t, tn } from "../core/words.js";
import { Fetching } from "../phone/fetching.js";
import { mayChange, takesPart } from "../phone/rights.js";
import { Confirm } from "../phone/sheet.js";
import { BoardCard } from "./board-card.js";
import { OpenBoard } from "./board-open.js";
import { CardForm } from "./card-form.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Board} Board */
/** @typedef {import("../core/shapes.js").Id} Id */
/** @typedef {import("../core/shapes.js").SessionPage} Page */
/** @typedef {import("../core/shapes.js").Topic} Topic */

/** Before the reveal a board holds no cards of others, only my own. @param {import("../core/room.js").BoardPage} board */
const visibleCards = (board) => [...board.cards, ...board.mine].sort((a, b) => a.position - b.position);

/** @param {{room: Room, board: Board}} props */
function Reveal({ room, board }) {
  const [asking, ask] = useState(false);
  return html`<button type="button" class="button primary wide" onClick=${() => ask(true)}>${t("Reveal all cards")}</button>
    ${asking &&
    html`<${Confirm} title=${t("Reveal all cards?")} yes=${t("Reveal them")}
      text=${t("Everybody then sees every card and who wrote it. This cannot be undone.")}
      onYes=${() => room.wish("boards.reveal_board", { board: board.id })} onClose=${() => ask(false)} />`}`;
}

/** @param {{room: Room, id: Id, topic: Topic}} props */
function OpenedBoard({ room, id, topic }) {
  useEffect(() => () => room.leave(`board:${id}`), [room, id]);
  const board = room.board(id).value;
  if (!board) return html`<${Fetching} room=${room} words=${t("Fetching the board …")} />`;
  const cards = visibleCards(board);
  const { written } = board;
  const total = tn("{n} card by now, yours included. You see your own until the reveal.", "{n} cards by now, yours included. You see your own until the reveal.", written.cards);
  return html`<div class="board">
    <h2>${board.title || t("Board")}</h2>
    ${!board.revealed && html`<p class="notice nums" role="status">${total}</p>`}
    ${takesPart(room) && html`<${CardForm} room=${room} board=${board} />`}
    <div class="columns">
      ${board.columns.map((column) => {
        const here = cards.filter((card) => card.column === column.id);
        return html`<section key=${column.id} class="column">
          <h3>${column.title} <small class="nums">${here.length}</small></h3>
          <ul class="cards">
            ${here.map((card) => html`<${BoardCard} key=${room.key(card.id)} room=${room} board=${board} card=${card} topic=${topic} />`)}
          </ul>
        </section>`;
      })}
    </div>
    ${!board.revealed && mayChange(room, topic) && html`<${Reveal} room=${room} board=${board} />`}
  </div>`;
}

/** @param {{room: Room, page: Page, topic: Topic}} props */
export function BoardTab({ room, page, topic }) {
  if (page.board !== null) return html`<${OpenedBoard} room=${room} id=${page.board} topic=${topic} />`;
  if (mayChange(room, topic)) return html`<${OpenBoard} room=${room} session=${page.session} />`;
  return html`<p class="empty">${t("No board yet. Whoever convenes this session can open one.")}</p>`;
}
