/** A part of the wall whose letters are as large as its box allows, and never smaller than one wall unit. */
import { html } from "htm/preact";
import { useLayoutEffect, useRef } from "preact/hooks";

const LARGEST = 2;
/** Down to this size a whole title is worth more than larger letters. */
const WHOLE = 1.1;
const STEP = 0.05;
/** Where even the smallest letters are too many, the QR gives way, down to half its size. */
const SMALLEST_QR = 0.5;

/** @param {HTMLElement} box */
function fit(box) {
  const inner = box.firstElementChild;
  if (!inner) return;
  // The inner element is measured: a centred grid does not always tell its own overflow.
  const fits = () =>
    inner.getBoundingClientRect().height <= box.clientHeight + 1 && inner.scrollWidth <= box.clientWidth + 1;
  const titles = [...inner.querySelectorAll(".grid-title")];
  const whole = () => titles.every((title) => title.scrollHeight <= title.clientHeight + 1);
  box.style.removeProperty("--qr");
  if (tried(box, "--fit", LARGEST, WHOLE, () => fits() && whole()) || tried(box, "--fit", LARGEST, 1, fits)) return;
  tried(box, "--qr", 1, SMALLEST_QR, fits);
}

/**
 * Sets the largest size that is good, none smaller than `least`; whether there are any.
 * @param {HTMLElement} box @param {"--fit" | "--qr"} name @param {number} largest @param {number} least
 * @param {() => boolean} good
 */
function tried(box, name, largest, least, good) {
  for (let size = largest; size >= least - STEP / 2; size -= STEP) {
    box.style.setProperty(name, size.toFixed(2));
    if (good()) return true;
  }
  return false;
}

/** @param {{ class: string, children?: any }} props */
export function Fitted({ class: name, children }) {
  const ref = useRef(/** @type {HTMLElement | null} */ (null));
  // Every drawing may have brought other words. The box itself has a fixed size, so this cannot go round in circles.
  useLayoutEffect(() => void (ref.current && fit(ref.current)));
  useLayoutEffect(() => {
    const box = ref.current;
    if (!box) return;
    const again = () => fit(box);
    const seen = new ResizeObserver(again);
    seen.observe(box);
    // A part in it that draws itself again brings other words without a drawing of this box.
    const words = new MutationObserver(again);
    words.observe(box, { subtree: true, childList: true, characterData: true });
    document.fonts.addEventListener("loadingdone", again);
    return () => {
      seen.disconnect();
      words.disconnect();
      document.fonts.removeEventListener("loadingdone", again);
    };
  }, []);
  return html`<div ref=${ref} class="fitted"><div class=${name}>${children}</div></div>`;
}
