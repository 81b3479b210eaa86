/** The room on the screen, in wall units of 1/30 of its height. */
import { useEffect, useState } from "preact/hooks";

/** What header, foot, column heads and margins take away; wall.css has the same lengths. */
const TAKEN = { width: 2.4, height: 10.2 };
const UNITS = 30;
/** Narrower or lower than any projector: a phone, a zoomed window. */
const LEAST = { ratio: 1.15, width: 640, height: 360 };

const read = () => ({ width: innerWidth, height: innerHeight });

/** @returns {{ area: import("./agenda-fit.js").Area, projector: boolean }} */
export function useScreen() {
  const [{ width, height }, set] = useState(read);
  useEffect(() => {
    const changed = () => set(read());
    addEventListener("resize", changed);
    return () => removeEventListener("resize", changed);
  }, []);
  return {
    area: { width: (width / height) * UNITS - TAKEN.width, height: UNITS - TAKEN.height },
    projector: width / height >= LEAST.ratio && width >= LEAST.width && height >= LEAST.height,
  };
}
