/** A sheet that slides up over the page for one question; the browser's own dialog keeps focus and Escape right. */
import { html } from "htm/preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../core/words.js";

/** @param {{title: string, onClose: () => void, children?: any}} props */
export function Sheet({ title, onClose, children }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const heading = useId();
  // A layout effect, since only its end comes while the dialog is still in the page.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element) return;
    const opener = document.activeElement;
    // Phones of before 2022 know the element, but not the call.
    if (element.showModal) element.showModal();
    else element.setAttribute("open", "");
    return () => {
      element.close?.();
      // The browser gives the focus back only when a dialog closes before it leaves the page.
      const lost = document.activeElement === document.body || element.contains(document.activeElement);
      if (lost && opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  const outside = (/** @type {MouseEvent} */ event) => event.target === dialog.current && onClose();
  return html`<dialog class="sheet" ref=${dialog} aria-labelledby=${heading} onClick=${outside}
    onCancel=${(/** @type {Event} */ event) => (event.preventDefault(), onClose())}>
    <div class="sheet-body">
      <div class="sheet-head">
        <h2 id=${heading}>${title}</h2>
        <button type="button" class="button quiet" onClick=${onClose}>${t("Close")}</button>
      </div>
      ${children}
    </div>
  </dialog>`;
}

/**
 * Asks before something that is not easily undone.
 * @param {{title: string, text: string, yes: string, no?: string, danger?: boolean, onYes: () => void, onClose: () => void}} props
 */
export function Confirm({ title, text, yes, no = t("Leave it"), danger = false, onYes, onClose }) {
  const agree = () => (onClose(), onYes());
  return html`<${Sheet} title=${title} onClose=${onClose}>
    <p>${text}</p>
    <div class="sheet-ways">
      <button type="button" class="button wide ${danger ? "danger" : "primary"}" onClick=${agree}>${yes}</button>
      <button type="button" class="button wide" onClick=${onClose}>${no}</button>
    </div>
  </${Sheet}>`;
}
