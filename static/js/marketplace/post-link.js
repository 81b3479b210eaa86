/** The way to a new topic: a link where posting is open, else the same button that says why not. */
import { html } from "htm/preact";
import { t } from "../core/words.js";
import { Act } from "../phone/buttons.js";
import { takesPart, whyNot } from "../phone/rights.js";
import { go } from "../phone/router.js";

/** @param {{room: import("../core/room.js").Room, kind?: string}} props */
export function PostLink({ room, kind = "primary wide" }) {
  if (!takesPart(room)) return null;
  return html`<${Act} kind=${kind} why=${whyNot(room, "posting")} onPress=${() => go("topic", "new")}>
    ${t("Post a topic")}
  </${Act}>`;
}
