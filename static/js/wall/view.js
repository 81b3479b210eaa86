/** The wall: a head, one page that turns, and a foot with the way in. */
import { html } from "htm/preact";
import { t } from "../core/words.js";
import { at, dayOf } from "../phone/times.js";
import { AgendaGrid, Legend, Unplaced } from "./agenda.js";
import { useAwake } from "./awake.js";
import { useBeat } from "./beat.js";
import { Book } from "./book.js";
import { Clock } from "./clock.js";
import { Harvest } from "./harvest.js";
import { Corner, Join } from "./join.js";
import { Now } from "./now.js";
import { everyPage, turning } from "./pages.js";
import { Reports } from "./reports.js";
import { useScreen } from "./size.js";
import { Strip } from "./strip.js";
import { Theme } from "./theme.js";
import { useTurning } from "./turning.js";
import { Twin } from "./twin.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { All } from "../core/shapes.js"
 */

/** How fine the pages look at the clock: a slot that begins is on the wall this soon. */
const STEP_MS = 10_000;

/** Pages that show the way in themselves, large. */
const WITH_CODE = new Set(["join", "harvest", "book"]);

/** What a page of this kind is called and drawn by. @type {Record<string, { title: (room: Room) => string, View: any }>} */
const KINDS = {
  join: { title: (room) => room.all.value?.gathering.title ?? "", View: Join },
  theme: { title: () => t("Why we are here"), View: Theme },
  agenda: { title: () => t("Agenda"), View: AgendaGrid },
  unplaced: { title: () => t("Without a place yet"), View: Unplaced },
  now: { title: () => t("Now and next"), View: Now },
  reports: { title: () => t("Reports"), View: Reports },
  harvest: { title: () => t("What we made together"), View: Harvest },
  book: { title: () => t("The book is ready"), View: Book },
};

/** @param {{ room: Room, twin?: boolean }} props */
export function Wall({ room, twin = false }) {
  const { area, projector } = useScreen();
  const all = room.all.value;
  if (!all) return html`<p class="wall-loading" role="status">${t("One moment: the wall is being hung up.")}</p>`;
  if (twin || !projector) return html`<${Twin} room=${room} all=${all} />`;
  return html`<${Projected} room=${room} all=${all} area=${area} />`;
}

/** @param {{ room: Room, all: All, area: import("./agenda-fit.js").Area }} props */
function Projected({ room, all, area }) {
  const now = useBeat(room, (tick) => Math.floor(tick / STEP_MS) * STEP_MS);
  const every = everyPage(all, area, now);
  const { turn, index, count, turns, held } = useTurning({
    led: turning(all, every), every: Object.values(every).flat(), chosen: all.wall.page, phase: all.gathering.phase,
  });
  const awake = useAwake();
  if (!turn) return null;
  const { title, View } = KINDS[turn.key.split(" ")[0] ?? ""] ?? KINDS.join;
  const open = all.gathering.phase !== "published";
  return html`<div class="wall" data-page=${turn.page}>
    <header class="wall-head">
      <h1>${title(room)}</h1>
      <p class="wall-detail">${detail(room, turn)}</p>
      <${Legend} key=${turn.key} room=${room} turn=${turn} />
      <${LineState} room=${room} />
      ${held && html`<p class="wall-held">${t("held: space lets it turn")}</p>`}
      ${count > 1 && html`<p class="wall-part nums">
        <span aria-hidden="true">${index + 1}/${count}</span><span class="visually-hidden">${t("Page {n} of {count}", { n: index + 1, count })}</span>
      </p>`}
      <${Clock} room=${room} />
    </header>
    <section class="wall-page" key=${turn.key} aria-label=${title(room)}><${View} room=${room} turn=${turn} /></section>
    <footer class="wall-foot">
      <${Strip} room=${room} turns=${turns} awake=${awake} />
      ${open && !WITH_CODE.has(turn.page) && html`<${Corner} room=${room} />`}
    </footer>
  </div>`;
}

/** The day of this part of an agenda of several days. @param {Room} room @param {any} turn */
function detail(room, turn) {
  if (!turn.slots) return "";
  const day = turn.days > 1 ? dayOf(room, turn.slots[0].starts) : "";
  const places = turn.parts > 1 ? `${turn.places[0].name} – ${turn.places.at(-1).name}` : "";
  return [day, places].filter(Boolean).join(" · ");
}

/** Silence would be a lie: what hangs here may be old. @param {{ room: Room }} props */
export function LineState({ room }) {
  const { state, since, ended, full } = room.line.value;
  const revoked = room.start.person === null && (ended === "removed" || ended === "no_person");
  if (revoked) return html`<p class="wall-offline" role="status">${t("The link of this screen was revoked.")}</p>`;
  if (full) return html`<p class="wall-offline" role="status">${t("nothing new is taken: the server's disk is full")}</p>`;
  if (state === "live" || since === null) return null;
  return html`<p class="wall-offline" role="status">${t("not live since {time}", { time: at(room, new Date(since).toISOString()) })}</p>`;
}
