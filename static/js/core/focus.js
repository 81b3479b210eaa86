/** When what had the focus goes away, the focus goes to what stood around it, so that the next Tab goes on from there. */

/** Begins to look after it, for the whole page. */
export function keepFocus() {
  /** The focused element and everything around it, from the inside out. @type {HTMLElement[]} */
  let around = [];
  addEventListener("focusin", ({ target }) => {
    around = [];
    for (let one = target; one instanceof HTMLElement; one = one.parentElement) around.push(one);
  });
  // Whoever points beside everything has let the focus go.
  addEventListener("pointerdown", () => void (around = []), true);
  new MutationObserver(() => {
    const [last, ...others] = around;
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    const near = others.find((one) => one.isConnected);
    if (!near || near === document.body) return;
    if (near.tabIndex < 0) near.tabIndex = -1;
    near.focus({ preventScroll: true });
  }).observe(document.body, { childList: true, subtree: true });
}
