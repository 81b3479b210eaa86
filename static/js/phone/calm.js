/** Holds a list's order still while a thumb is at work, so that nothing jumps from under it. */
import { useEffect, useState } from "preact/hooks";

/** Since the last touch or scroll; long enough to read a card and press its button. */
const CALM_MS = 1500;

/**
 * @template T
 * @param {T} latest
 * @param {string} key what the order depends on; a new key (another search) is shown at once
 * @returns {T} the latest, or what was there before the thumb came
 */
export function useCalm(latest, key) {
  const [shown, show] = useState({ value: latest, key });
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const touched = () => {
      clearTimeout(timer);
      setBusy(true);
      timer = setTimeout(() => setBusy(false), CALM_MS);
    };
    const options = { passive: true, capture: true };
    addEventListener("pointerdown", touched, options);
    addEventListener("scroll", touched, options);
    return () => {
      clearTimeout(timer);
      removeEventListener("pointerdown", touched, options);
      removeEventListener("scroll", touched, options);
    };
  }, []);
  const held = busy && shown.key === key;
  useEffect(() => {
    if (!held) show({ value: latest, key });
  }, [held, latest, key]);
  return held ? shown.value : latest;
}
