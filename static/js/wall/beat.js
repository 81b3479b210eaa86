/** What depends on the time of day is drawn again only when it comes out different, not every second. */
import { useComputed } from "@preact/signals";

/**
 * @template T
 * @param {import("../core/room.js").Room} room @param {(now: number) => T} read
 * @returns {T}
 */
export const useBeat = (room, read) => useComputed(() => read(room.tick.value)).value;
