/** Which page the wall shows: by itself, or the one chosen here. */
import { html } from "htm/preact";
import { t } from "../core/words.js";
import { WALL_PAGES, wallPageName } from "./names.js";

/** @import { Room } from "../core/room.js" */

/** @param {{ room: Room }} props */
export function Remote({ room }) {
  const now = room.all.value?.wall.page;
  return html`<section class="rail-part"><h2>${t("Wall")}</h2>
    <div class="remote" role="group" aria-label=${t("Page of the wall")}>
      ${WALL_PAGES.map((page) => html`<button key=${page} type="button" class="button" aria-pressed=${page === now}
        onClick=${() => void room.wish("gatherings.turn_wall", { page })}>${wallPageName(page)}</button>`)}
    </div>
  </section>`;
}
