/** Moving to another device by one's own link or QR; and handing this device to the next person for a minute. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../core/words.js";
import { CopyButton } from "./refused.js";
import { Sheet } from "./sheet.js";

/** @typedef {import("../core/room.js").Room} Room */

/** Made to stand inside a page it names no namespace, which a picture of its own needs. @param {string} svg */
const standing = (svg) => (svg.includes("xmlns=") ? svg : svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"'));

/** The QR as a picture of its own: nothing of its text becomes part of this page. @param {{svg: string, label: string}} props */
function Qr({ svg, label }) {
  const [address, setAddress] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([standing(svg)], { type: "image/svg+xml" }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [svg]);
  return address && html`<img class="qr" src=${address} alt=${label} />`;
}

/** @param {{room: Room, onClose: () => void}} props */
function DeviceSheet({ room, onClose }) {
  const [link, setLink] = useState(/** @type {{url: string, qr: string} | null} */ (null));
  const [failed, fail] = useState("");
  useEffect(() => {
    room.wish("people.make_link", { right: "device" }).then((answer) => {
      if (answer.ok) setLink(/** @type {any} */ (answer.result));
      else fail(answer.message || t("The link could not be made."));
    });
  }, [room]);
  return html`<${Sheet} title=${t("To another device")} onClose=${onClose}>
    <p>${t("Scan this with the other device, or open the link there. You are then yourself on both.")}</p>
    <div role="status">
      ${link && html`<${Qr} svg=${link.qr} label=${t("QR code of your own link")} /> <p class="link-text">${link.url}</p>`}
      ${!link && !failed && html`<p class="muted">${t("Making your link …")}</p>`}
      ${failed && html`<p>${failed}</p>`}
    </div>
    ${link && html`<p class="buttons"><${CopyButton} text=${link.url} /></p>`}
    <p class="hint">${t("The link is yours alone: whoever opens it is you. Do not send it to others.")}</p>
  </${Sheet}>`;
}

/** @param {{room: Room, all: import("../core/shapes.js").All}} props */
export function Devices({ room, all }) {
  const [open, setOpen] = useState(false);
  const { code } = all.gathering;
  return html`<section class="part">
    <h2>${t("Devices and others")}</h2>
    <ul class="rows">
      <li><button type="button" class="row" onClick=${() => setOpen(true)}>${t("To another device")}</button></li>
      <li><a class="row" href=${`/g/${code}/next`}>${t("Someone else on this device")}</a></li>
    </ul>
    ${open && html`<${DeviceSheet} room=${room} onClose=${() => setOpen(false)} />`}
    <p class="hint">${t("Others join with the code {code}", { code })}</p>
  </section>`;
}
