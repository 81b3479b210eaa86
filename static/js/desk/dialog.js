/** A dialog of the desk: the browser's own, named by its title; Escape closes it and the focus goes back where it was. */
import { html } from "htm/preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { t } from "../core/words.js";

/** @param {{ title: string, onClose: () => void, wide?: boolean, children?: any }} props */
export function Dialog({ title, onClose, wide = false, children }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const heading = useId();
  // A layout effect, since only its end comes while the dialog is still in the page.
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return html`<dialog ref=${dialog} class="desk-dialog" data-wide=${wide ? "" : null} aria-labelledby=${heading}
    onCancel=${(/** @type {Event} */ event) => (event.preventDefault(), onClose())}>
    <header class="dialog-head">
      <h2 id=${heading}>${title}</h2>
      <button type="button" class="button quiet" onClick=${onClose}>${t("Close")}</button>
    </header>
    ${children}
  </dialog>`;
}

/**
 * Asks before something that is not easily undone.
 * @param {{ title: string, yes: string, danger?: boolean, onYes: () => void, onClose: () => void, children?: any }} props
 */
export function Confirm({ title, yes, danger = false, onYes, onClose, children }) {
  return html`<${Dialog} title=${title} onClose=${onClose}>
    ${children}
    <div class="buttons">
      <button type="button" class="button ${danger ? "danger" : "primary"}" onClick=${() => (onClose(), onYes())}>${yes}</button>
      <button type="button" class="button" onClick=${onClose}>${t("Keep it as it is")}</button>
    </div>
  </${Dialog}>`;
}
