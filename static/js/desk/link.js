/** A fresh link, shown once: as a QR, and as text to copy. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";
import { t } from "../core/words.js";
import { copy } from "../phone/copy.js";

/** @param {{ url: string, qr: string, hint: string }} props `qr` is the text of an SVG */
export function Link({ url, qr, hint }) {
  const [picture, setPicture] = useState("");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    // The content policy lets pictures in from blobs, and an <img> never runs what an SVG may hold.
    const made = URL.createObjectURL(new Blob([qr], { type: "image/svg+xml" }));
    setPicture(made);
    return () => URL.revokeObjectURL(made);
  }, [qr]);
  return html`<div class="fresh-link">
    ${picture && html`<img src=${picture} alt=${t("QR code of the link")} />`}
    <div>
      <p>${hint} ${t("It is shown this once.")}</p>
      <p><code class="fresh-url">${url}</code></p>
      <div class="buttons">
        <button type="button" class="button" onClick=${async () => setCopied(await copy(url))}>${t("Copy the link")}</button>
        <span role="status">${copied && t("Copied.")}</span>
      </div>
    </div>
  </div>`;
}
