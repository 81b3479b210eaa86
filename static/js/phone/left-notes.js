// Notes that an earlier page left unsent are sent by this one, whether somebody opens them or not.
import { effect } from "@preact/signals";

/** @param {import("../core/room.js").Room} room */
export function deliverLeftNotes(room) {
  const address = room.start.bundles?.note;
  effect(() => {
    const left = room.notes.unsent.value;
    if (!address || !left.length || !room.wire.live.value) return;
    import(address).then(
      (/** @type {typeof import("../notes/attach.js")} */ module) => left.forEach(({ session }) => module.deliver(room, session)),
      // The next time that the line comes back tries again.
      () => {},
    );
  });
}
