/** The frame of the phone: name and line above, the page of the address, what was refused, three tabs below. */
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { Agenda } from "../agenda/agenda.js";
import { t } from "../core/words.js";
import { Ideas } from "../marketplace/ideas.js";
import { EditTopic, NewTopic } from "../marketplace/form.js";
import { TopicList } from "../marketplace/list.js";
import { TopicPage } from "../marketplace/topic.js";
import { SessionPage } from "../session/page.js";
import { Reports } from "../session/reports.js";
import { derived } from "./derived.js";
import { Fetching } from "./fetching.js";
import { LineBar, LineDot } from "./line.js";
import { Mine } from "./mine.js";
import { News } from "./news.js";
import { Now } from "./now.js";
import { RefusedWishes } from "./refused.js";
import { takesPart } from "./rights.js";
import { useRoleNews } from "./role.js";
import { followAddress, href, route } from "./router.js";
import { SmallCountdown } from "./timer.js";
import { Toast } from "./toast.js";

/** @typedef {import("../core/room.js").Room} Room */

/** @param {Room} room @param {string[]} path */
function pageOf(room, [page, first, second, third]) {
  // What was only a wish when the address was made has an id of the server by now.
  const id = room.real(first !== undefined && /^\d+$/.test(first) ? Number(first) : (first ?? ""));
  switch (page) {
    case "agenda":
      return html`<${Agenda} room=${room} slot=${id} />`;
    case "mine":
      return html`<${Mine} room=${room} />`;
    case "reports":
      return html`<${Reports} room=${room} />`;
    case "topics":
      return html`<${TopicList} room=${room} />`;
    case "ideas":
      return html`<${Ideas} room=${room} />`;
    case "topic":
      if (first === "new" && second === "idea") return html`<${NewTopic} key=${third} room=${room} idea=${third} />`;
      if (first === "new") return html`<${NewTopic} key=${second ?? "new"} room=${room} again=${second} />`;
      if (second === "edit") return html`<${EditTopic} key=${first} room=${room} id=${id} />`;
      return html`<${TopicPage} key=${first} room=${room} id=${id} />`;
    case "session":
      return html`<${SessionPage} key=${first} room=${room} id=${id} tab=${second} />`;
    default:
      return html`<${Now} room=${room} />`;
  }
}

/** Which tab a page belongs to. @param {string | undefined} page */
function tabOf(page) {
  if (page === "agenda" || page === "session") return "agenda";
  return page === "mine" ? "mine" : "now";
}

function Tabs() {
  const here = tabOf(route.value[0]);
  const tabs = [
    { name: "now", label: t("Now") },
    { name: "agenda", label: t("Agenda") },
    { name: "mine", label: t("Mine") },
  ];
  return html`<nav class="tabs" aria-label=${t("Screens")}>
    ${tabs.map(({ name, label }) => html`<a key=${name} href=${href(name)} aria-current=${name === here ? "page" : null}>${label}</a>`)}
  </nav>`;
}

/** @param {{room: Room}} props */
function TakePart({ room }) {
  if (takesPart(room)) return null;
  return html`<div class="take-part">
    <span>${t("You are looking on.")}</span>
    <a class="button primary" href=${`/g/${room.start.code}/join`}>${t("Take part")}</a>
  </div>`;
}

/** Tells the style sheet how high the head is, news and all, so that what sticks or takes the focus stays below it. */
function useHead() {
  const head = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const element = head.current;
    if (!element) return;
    const tell = () => document.documentElement.style.setProperty("--head", `${element.offsetHeight}px`);
    const watch = new ResizeObserver(tell);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return head;
}

/** @param {{room: Room}} props */
export function Phone({ room }) {
  useEffect(followAddress, []);
  useRoleNews(room);
  const head = useHead();
  const title = derived(room).gathering.value?.title;
  return html`<div class="shell">
    <header class="head" ref=${head}>
      <div class="top"><p class="top-title">${title}</p> <${SmallCountdown} room=${room} /> <${LineDot} room=${room} /></div>
      <${News} room=${room} />
    </header>
    <${LineBar} room=${room} />
    <${TakePart} room=${room} />
    <div class="content">
      <${RefusedWishes} room=${room} />
      ${title === undefined ? html`<${Fetching} room=${room} words=${t("Fetching the event …")} />` : pageOf(room, route.value)}
    </div>
    <${Toast} />
    <${Tabs} />
  </div>`;
}
