/** Keeps the projector's computer from going to sleep, where the browser lets a page ask for that. */
import { useEffect, useState } from "preact/hooks";

/** @returns {boolean} whether the screen is kept awake; on plain http browsers do not offer it */
export function useAwake() {
  const [awake, setAwake] = useState(false);
  useEffect(() => {
    if (!("wakeLock" in navigator)) return;
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      // Refused on a low battery; asked again whenever the page is shown again.
      const lock = await navigator.wakeLock.request("screen").catch(() => null);
      setAwake(lock !== null);
    };
    void ask();
    document.addEventListener("visibilitychange", ask);
    return () => document.removeEventListener("visibilitychange", ask);
  }, []);
  return awake;
}
