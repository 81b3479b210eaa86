/** Slices of the state that change seldom, so that a card is not drawn again for every vote in the room. */
import { computed } from "@preact/signals";

/** @typedef {import("../core/room.js").Room} Room */

const MINUTE = 60_000;

/** @type {WeakMap<Room, ReturnType<typeof made>>} */
const known = new WeakMap();

/** @param {Room} room */
function made(room) {
  return {
    /** Server time, once a minute: marks of 15 minutes and "in 12 minutes" need no more. */
    minute: computed(() => Math.floor(room.tick.value / MINUTE) * MINUTE),
    parties: computed(() => room.all.value?.parties ?? []),
    gathering: computed(() => room.all.value?.gathering ?? null),
  };
}

/** @param {Room} room */
export function derived(room) {
  let found = known.get(room);
  if (!found) {
    found = made(room);
    known.set(room, found);
  }
  return found;
}
