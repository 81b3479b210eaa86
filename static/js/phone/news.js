/** A new announcement, at the top of whatever page is open: each once, and none comes up while somebody is typing. */
import { signal } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../core/words.js";
import { at } from "./times.js";
import { typing } from "./typing.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Announcement} Announcement */

/** The newest announcement this phone has seen; null before anything is known. */
const seen = signal(/** @type {number | null} */ (null));

/** Whether an announcement stands, or is about to, at the top of the page. @param {Announcement} one */
export const unheard = ({ id }) => seen.value !== null && Number(id) > seen.value;

/** @param {Room} room */
const drawer = (room) => `openspace.${room.start.code}.heard`;

/** @param {Room} room @returns {number | null} what an earlier visit has seen */
function kept(room) {
  try {
    const held = localStorage.getItem(drawer(room));
    return held === null ? null : Number(held);
  } catch {
    return null; // A phone that keeps nothing tells what comes from now on.
  }
}

/** @param {Room} room @param {number} id */
function hear(room, id) {
  seen.value = id;
  try {
    localStorage.setItem(drawer(room), String(id));
  } catch {
    // Then it may be told once more at the next visit.
  }
}

/** Whether a field has the focus just now. */
function useTyping() {
  const [busy, set] = useState(false);
  useEffect(() => {
    const look = () => set(typing());
    // When the focus leaves, it is nowhere for a moment.
    const later = () => void setTimeout(look);
    addEventListener("focusin", look);
    addEventListener("focusout", later);
    return () => {
      removeEventListener("focusin", look);
      removeEventListener("focusout", later);
    };
  }, []);
  return busy;
}

/** @param {{room: Room}} props */
export function News({ room }) {
  const busy = useTyping();
  const announcements = room.all.value?.announcements;
  // Whoever comes in for the first time finds the earlier ones on the Now page: they are no news.
  useEffect(() => {
    if (announcements && seen.value === null) hear(room, kept(room) ?? Math.max(0, ...announcements.map(({ id }) => Number(id))));
  }, [announcements]);
  const first = announcements?.find(unheard);
  // What already stands there stays while somebody begins to type: taking it away would move their page.
  const standing = useRef(/** @type {import("../core/shapes.js").Id | undefined} */ (undefined));
  const fresh = busy && first?.id !== standing.current ? undefined : first;
  standing.current = fresh?.id;
  const close = () => {
    if (!fresh) return;
    hear(room, Number(fresh.id));
    // The button that had the focus goes; reading goes on at the page's heading.
    if (!announcements?.some(unheard)) document.querySelector("h1")?.focus({ preventScroll: true });
  };
  return html`<div class="news" data-fresh=${fresh ? "" : null}>
    <div role="status">
      ${fresh && html`<p key=${fresh.id}><time class="nums" datetime=${fresh.at}>${at(room, fresh.at)}</time> ${fresh.text}</p>`}
    </div>
    ${fresh && html`<button type="button" class="button quiet" onClick=${close}>${t("Close")}</button>`}
  </div>`;
}
