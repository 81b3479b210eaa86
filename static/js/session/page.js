/** The page of a session: its head with "I'm here", and four tabs: note, report, outcomes, board. */
import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { lookup } from "../agenda/lookup.js";
import { t } from "../core/words.js";
import { Fetching } from "../phone/fetching.js";
import { Page } from "../phone/page.js";
import { href } from "../phone/router.js";
import { BoardTab } from "./board.js";
import { Head } from "./head.js";
import { NoteTab } from "./note.js";
import { Outcomes } from "./outcomes.js";
import { ReportTab } from "./report.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Id} Id */

const TABS = {
  note: { label: () => t("Note"), view: NoteTab },
  report: { label: () => t("Report"), view: ReportTab },
  outcomes: { label: () => t("Outcomes"), view: Outcomes },
  board: { label: () => t("Board"), view: BoardTab },
};

/** @typedef {keyof typeof TABS} Tab */

/** @param {string | undefined} name @returns {Tab} */
const tabOf = (name) => (name !== undefined && name in TABS ? /** @type {Tab} */ (name) : "note");

/** @param {{id: Id, shown: Tab}} props */
function TabBar({ id, shown }) {
  return html`<nav class="session-tabs" aria-label=${t("Parts of this session")}>
    ${Object.entries(TABS).map(
      ([name, { label }]) => html`<a key=${name} href=${href("session", id, name)} aria-current=${name === shown ? "page" : null}>${label()}</a>`,
    )}
  </nav>`;
}

/** @param {{room: Room, id: Id, tab?: string}} props */
export function SessionPage({ room, id, tab }) {
  useEffect(() => () => room.leave(`session:${id}`), [room, id]);
  const all = room.all.value;
  if (!all) return null;
  const { sessions, topics } = lookup(all);
  const session = sessions.get(id);
  const topic = topics.get(session?.topic ?? -1);
  const up = { href: href("agenda", session?.slot ?? ""), label: t("Agenda") };
  if (!session || !topic) return html`<${Page} title=${t("A session that is gone")} up=${up} />`;
  const page = room.session(id).value;
  const shown = tabOf(tab);
  const View = TABS[shown].view;
  return html`<${Page} title=${topic.title} lang=${topic.language} up=${up}>
    <${Head} room=${room} session=${session} topic=${topic} />
    <${TabBar} id=${id} shown=${shown} />
    <div class="tab-page">
      ${page
        ? html`<${View} key=${shown} room=${room} session=${session} topic=${topic} page=${page} />`
        : html`<${Fetching} room=${room} words=${t("Fetching this session …")} />`}
    </div>
  </${Page}>`;
}
