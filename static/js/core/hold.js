// Holds changes back for a moment while own wishes are under way: when the change that a wish made overtakes its
// answer, the wish would be drawn upon its own effect, and everything would seem to be there twice.

// Answer and change leave the server together; more would make everybody else's changes late.
const MOMENT = 150;

/** @template M @param {{busy: () => boolean, take: (messages: M[]) => void}} parts */
export function createHold({ busy, take }) {
  /** @type {M[]} */
  let held = [];
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;

  function release() {
    clearTimeout(timer);
    const messages = held;
    held = [];
    if (messages.length > 0) take(messages);
  }

  /** @param {M} message */
  function hear(message) {
    held = [...held, message];
    if (!busy()) release();
    else if (held.length === 1) timer = setTimeout(release, MOMENT);
  }

  /** To be called when a wish was answered. */
  function answered() {
    if (!busy()) release();
  }

  return { hear, answered };
}
