/** The desk: the day's steps above, what steers it at the side, everything else in tabs. */
import { html } from "htm/preact";
import { t, tn } from "../core/words.js";
import { Agenda } from "./agenda.js";
import { Announcements } from "./announcements.js";
import { Book } from "./book.js";
import { Links } from "./links.js";
import { Parties } from "./parties.js";
import { People } from "./people.js";
import { Phases } from "./phases.js";
import { Line, Refusals } from "./refusals.js";
import { Remote } from "./remote.js";
import { Settings } from "./settings.js";
import { Switches } from "./switches.js";
import { Tabs, useTab } from "./tabs.js";
import { Timer } from "./timer.js";
import { Topics } from "./topics.js";
import { Venue } from "./venue.js";

/** @import { Room } from "../core/room.js" */

/** @type {Record<string, any>} */
const PANELS = { agenda: Agenda, topics: Topics, people: People, venue: Venue, parties: Parties, links: Links, book: Book, settings: Settings };

/** @param {{ room: Room }} props */
export function Desk({ room }) {
  const [tab, setTab] = useTab(Object.keys(PANELS));
  const [all, desk] = [room.all.value, room.desk.value];
  if (!all) return html`<p class="desk-loading" role="status">${t("One moment: the desk is being set.")}</p>`;
  const tabs = [
    { id: "agenda", name: t("Agenda") },
    { id: "topics", name: t("Topics"), count: all.topics.filter(({ state }) => state === "open").length },
    { id: "people", name: t("People"), count: desk?.people.length ?? 0 },
    { id: "venue", name: t("Places and times") },
    { id: "parties", name: t("Parties") },
    { id: "links", name: t("Links") },
    { id: "book", name: t("Reports and book") },
    { id: "settings", name: t("Settings") },
  ];
  const Panel = PANELS[tab];
  return html`<div class="desk">
    <${Head} room=${room} title=${all.gathering.title} />
    <${Phases} room=${room} />
    <${Refusals} room=${room} />
    <aside class="rail" aria-label=${t("Steering")}>
      <${Switches} room=${room} /><${Remote} room=${room} /><${Timer} room=${room} /><${Announcements} room=${room} />
    </aside>
    <div class="desk-main">
      <${Tabs} label=${t("Parts of the desk")} tabs=${tabs} chosen=${tab} onChoose=${setTab} />
      <div id="desk-panel" role="tabpanel" aria-labelledby="tab-${tab}" tabindex="-1"><${Panel} key=${tab} room=${room} onTab=${setTab} /></div>
    </div>
  </div>`;
}

/** @param {{ room: Room, title: string }} props */
function Head({ room, title }) {
  const { code } = room.start;
  const everybody = room.desk.value?.people ?? [];
  const team = everybody.filter((person) => person.role !== "participant").length;
  const joined = room.joined.value?.people ?? everybody.length - team;
  const who = [tn("{n} person is in", "{n} people are in", joined), tn("{n} online now", "{n} online now", room.here.value)];
  if (team) who.splice(1, 0, tn("{n} facilitates", "{n} facilitate", team));
  return html`<header class="desk-head">
    <h1>${title}</h1>
    <span class="code" translate="no">${code}</span>
    <span>${who.join(" · ")}</span>
    <${Line} room=${room} />
    <nav aria-label=${t("Other screens")}><a href="/g/${code}/wall" target="_blank">${t("Wall")}</a> <a href="/g/${code}/phone" target="_blank">${t("Phone")}</a></nav>
  </header>`;
}
