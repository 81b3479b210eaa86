// What happens to the page itself: it wakes up, it is left, it is closed too early.

/** @typedef {ReturnType<typeof pageLife>} PageLife */

// Survives a reload of the tab, and is copied when a tab is doubled: only a page that has ended writes it.
const LEFT = "openspace.left";

/** @param {() => string|null|void} use a browser may refuse its storage */
function tolerant(use) {
  try {
    return use() ?? null;
  } catch {
    return null;
  }
}

export function pageLife() {
  /** The outbox of the page that this tab showed before, if it ended in good order. */
  function gone() {
    const left = tolerant(() => sessionStorage.getItem(LEFT));
    tolerant(() => sessionStorage.removeItem(LEFT));
    return left;
  }

  /** Says at the end whose page this was. @param {string} holder @returns {() => void} ends it */
  function onLeaving(holder) {
    const hide = () => void tolerant(() => sessionStorage.setItem(LEFT, holder));
    const back = () => void tolerant(() => sessionStorage.removeItem(LEFT));
    window.addEventListener("pagehide", hide);
    window.addEventListener("pageshow", back);
    return () => {
      window.removeEventListener("pagehide", hide);
      window.removeEventListener("pageshow", back);
    };
  }

  /** A phone ends pages that nobody looks at without a further word.
   * @param {() => void} hide @returns {() => void} ends it */
  function onHiding(hide) {
    const hidden = () => { if (!visible()) hide(); };
    document.addEventListener("visibilitychange", hidden);
    window.addEventListener("pagehide", hide);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      window.removeEventListener("pagehide", hide);
    };
  }

  /** A phone may have slept or changed its network; timers and sockets do not tell in time.
   * @param {() => void} wake @returns {() => void} ends it */
  function onWaking(wake) {
    const shown = () => { if (visible()) wake(); };
    document.addEventListener("visibilitychange", shown);
    document.addEventListener("resume", wake);
    window.addEventListener("pageshow", wake);
    window.addEventListener("online", wake);
    return () => {
      document.removeEventListener("visibilitychange", shown);
      document.removeEventListener("resume", wake);
      window.removeEventListener("pageshow", wake);
      window.removeEventListener("online", wake);
    };
  }

  /** @param {BeforeUnloadEvent} event */
  const ask = (event) => event.preventDefault();

  /** Asks before the page is closed, only while something would be lost. @param {boolean} needed */
  function warnBeforeLeaving(needed) {
    if (needed) window.addEventListener("beforeunload", ask);
    else window.removeEventListener("beforeunload", ask);
  }

  const visible = () => document.visibilityState === "visible";

  return { visible, gone, onLeaving, onHiding, onWaking, warnBeforeLeaving };
}
