/** The published reports, a card each: what it was about, where, its first lines, and how much came out of it. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { hoursOf } from "../agenda/hours.js";
import { lookup } from "../agenda/lookup.js";
import { t, tn } from "../core/words.js";
import { Growing } from "../phone/growing.js";
import { Page } from "../phone/page.js";
import { href } from "../phone/router.js";
import { spanOf } from "../phone/times.js";
import { isPublished } from "./report-read.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Session} Session */

/** Whether a card has come near the screen: only then its session is followed, for a room may publish hundreds. */
function useSeen() {
  const element = useRef(/** @type {HTMLElement | null} */ (null));
  const [seen, see] = useState(false);
  useEffect(() => {
    if (seen || !element.current) return;
    const watch = new IntersectionObserver((entries) => entries.some((one) => one.isIntersecting) && see(true), { rootMargin: "200px" });
    watch.observe(element.current);
    return () => watch.disconnect();
  }, [seen]);
  return /** @type {const} */ ([element, seen]);
}

/** What stands in the report and came out of the session. @param {{room: Room, session: Session}} props */
function Gist({ room, session }) {
  useEffect(() => () => room.leave(`session:${session.id}`), [room, session.id]);
  const page = room.session(session.id).value;
  if (!page) return null;
  const { report, outcomes } = page;
  const count = (/** @type {string} */ kind) => outcomes.filter((one) => one.kind === kind).length;
  const [decisions, actions] = [count("decision"), count("action")];
  const words = [
    decisions ? tn("{n} decision", "{n} decisions", decisions) : "",
    actions ? tn("{n} action", "{n} actions", actions) : "",
  ];
  return html`<p class="report-gist">${report.conclusions || report.discussed}</p>
    <p class="session-foot nums">${words.filter(Boolean).join(", ")}</p>`;
}

/** @param {{room: Room, session: Session}} props */
function ReportCard({ room, session }) {
  const [element, seen] = useSeen();
  const all = room.all.value;
  if (!all) return null;
  const { topics, slots, places } = lookup(all);
  const topic = topics.get(session.topic);
  const hours = hoursOf(session, slots.get(session.slot ?? -1));
  return html`<article class="session-card report-card" ref=${element}>
    <p class="session-where"><span class="nums">${hours && spanOf(room, hours)}</span> ${places.get(session.place ?? -1)?.name}</p>
    <h2 lang=${topic?.language}>
      <a href=${href("session", session.id, "report")}>${topic?.title ?? t("A topic that is gone")}</a>
    </h2>
    ${seen && html`<${Gist} room=${room} session=${session} />`}
  </article>`;
}

/** @param {{room: Room}} props */
export function Reports({ room }) {
  const all = room.all.value;
  if (!all) return null;
  const published = all.sessions.filter((session) => isPublished(session.report));
  const draw = (/** @type {Session} */ session) => html`<${ReportCard} room=${room} session=${session} />`;
  return html`<${Page} title=${t("Reports")} up=${{ href: href("now"), label: t("Now") }}>
    ${published.length
      ? html`<${Growing} items=${published} name="topics" draw=${draw} id=${(/** @type {Session} */ session) => session.id} />`
      : html`<p class="empty">${t("No report is published yet. They appear here one by one.")}</p>`}
  </${Page}>`;
}
