/** What a convener does with a session: one button for the next step, the rest folded away until it is wanted. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { moving } from "../agenda/moving.js";
import { t } from "../core/words.js";
import { Act } from "../phone/buttons.js";
import { convenes, whyNot } from "../phone/rights.js";
import { go } from "../phone/router.js";
import { Confirm, Sheet } from "../phone/sheet.js";
import { say } from "../phone/toast.js";

/** @typedef {import("../core/room.js").Room} Room */
/** @typedef {import("../core/shapes.js").Session} Session */

/** The second tap of a nervous thumb must not end what the first began. */
const SAME_THUMB_MS = 1000;

/** @typedef {"running" | "held" | "held_alone" | "cancelled"} End */

const names = () => ({
  running: t("We have begun"),
  held: t("It is over"),
  held_alone: t("Nobody came: also fine"),
  cancelled: t("Cancel it"),
});

/** What is told at the foot once it is so. */
const told = () => ({
  running: t("The session runs. Everybody sees it."),
  held: t("The session is over. Everybody sees it."),
  held_alone: t("Nobody came: also fine"),
  cancelled: t("This session is cancelled."),
});

/** The next step, and what else can be said; the gravest last. A session without a place has none.
 * @param {Session} session @returns {{next: {state: End, label: string} | null, others: End[]}} */
function steps(session) {
  const { running, held } = names();
  if (session.state === "posted" || session.state === "cancelled") return { next: null, others: [] };
  if (session.state === "placed") return { next: { state: "running", label: running }, others: ["held", "held_alone", "cancelled"] };
  if (session.state === "running") return { next: { state: "held", label: held }, others: ["held_alone", "cancelled"] };
  return { next: { state: "running", label: t("It goes on") }, others: [] };
}

/** @param {{room: Room, session: Session, others: End[], end: (state: End) => void, onClose: () => void, onCancel: () => void,
 *   onFree: () => void}} props */
function More({ room, session, others, end, onClose, onCancel, onFree }) {
  const why = whyNot(room, "placing");
  const move = () => {
    go("agenda", session.slot ?? "");
    moving.value = { topic: session.topic, session: session.id };
  };
  const free = () => {
    onClose();
    onFree();
    room.wish("agenda.unplace_session", { session: session.id });
  };
  return html`<${Sheet} title=${t("This session")} onClose=${onClose}>
    <div class="sheet-ways">
      ${others.filter((state) => state !== "cancelled").map(
        (state) => html`<button key=${state} type="button" class="button wide" onClick=${() => end(state)}>${names()[state]}</button>`,
      )}
      ${session.state === "placed" &&
      html`<${Act} kind="wide" why=${why} onPress=${move}>${t("Move it: tap a free place on the agenda")}</${Act}>
        <${Act} kind="wide" why=${why} hideWhy onPress=${free}>${t("Free its place")}</${Act}>`}
      ${others.includes("cancelled") &&
      html`<button type="button" class="button danger wide" onClick=${onCancel}>${names().cancelled}</button>`}
    </div>
  </${Sheet}>`;
}

/** @param {{room: Room, session: Session, topic: import("../core/shapes.js").Topic}} props */
export function ConvenerWays({ room, session, topic }) {
  const [open, setOpen] = useState(false);
  const [cancelling, cancel] = useState(false);
  const pressed = useRef(-SAME_THUMB_MS);
  const ways = useRef(/** @type {HTMLElement | null} */ (null));
  const acted = useRef(false);
  // What opened the sheet may be gone with the old state: the focus goes to the next step then, else to the title.
  useEffect(() => {
    if (acted.current && document.activeElement === document.body) {
      const to = ways.current?.querySelector("button") ?? document.querySelector("h1");
      to?.focus({ preventScroll: true });
    }
    acted.current = false;
  }, [session.state]);
  const { next, others } = steps(session);
  const end = async (/** @type {End} */ state) => {
    setOpen(false);
    acted.current = true;
    const answer = await room.wish("agenda.end_session", { session: session.id, state });
    if (answer.ok) say(told()[state]);
  };
  const step = () => {
    if (!next || performance.now() - pressed.current < SAME_THUMB_MS) return;
    pressed.current = performance.now();
    end(next.state);
  };
  return html`<div class="convening" ref=${ways}>
      ${next && html`<button type="button" class="button" onClick=${step}>${next.label}</button>`}
      ${!next && convenes(room, topic) &&
      html`<${Act} kind="wide" why=${whyNot(room, "placing")} onPress=${() => go("agenda")}>${t("Choose a place and time")}</${Act}>`}
      ${others.length > 0 && html`<button type="button" class="button quiet" onClick=${() => setOpen(true)}>${t("More …")}</button>`}
    </div>
    ${open &&
    html`<${More} room=${room} session=${session} others=${others} end=${end} onClose=${() => setOpen(false)}
      onCancel=${() => (setOpen(false), cancel(true))} onFree=${() => (acted.current = true)} />`}
    ${cancelling &&
    html`<${Confirm} title=${t("Cancel this session?")} yes=${t("Cancel the session")} no=${t("Keep it")} danger
      text=${t("It leaves its place on the agenda, and everybody sees that it is cancelled.")}
      onYes=${() => end("cancelled")} onClose=${() => cancel(false)} />`}`;
}
