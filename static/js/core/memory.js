// What this phone last knew of the gathering: shown at once when the page opens, kept up to date while the line is live,
// and forgotten in time.
import { signal } from "@preact/signals";

/** @typedef {import("./last-known.js").LastKnown} LastKnown */
/** @typedef {import("./last-known.js").Picture} Picture */
/** @typedef {import("./shapes.js").Start} Start */
/** @typedef {ReturnType<typeof createMemory>} Memory */

// Between two times of writing: a busy marketplace must not keep a phone's disk busy.
const EVERY = 5_000;
// While nothing happens: until when the pictures were true.
const SAY_AGAIN = 60_000;
// The names of people, kept beside the streams.
const NAMES = "people";
// Somebody who steers reads this one too, but it is no matter of the phone.
const NEVER = "desk";

/** @param {{known: Promise<LastKnown>, start: Start, screen: string, store: import("./store.js").Store,
 *   names: ReturnType<typeof import("./names.js").createNames>, live: () => boolean, now: () => number}} parts */
export function createMemory({ known, start, screen, store, names, live, now }) {
  const { code, person, name, role, csrf, join } = start;
  /** A turn on a shared tablet leaves nothing behind. */
  const keeps = screen === "phone" && start.offline === true && start.turn !== true;
  /** Since when the pictures on this screen may be wrong; null while they are not old. */
  const old = signal(/** @type {number|null} */ (null));
  /** States that are written as they are. @type {Map<string, any>} */
  const written = new Map();
  let heard = 0;
  let said = 0;
  let tried = 0;
  let over = false;

  const begun = begin();

  /** Until when what this device knew was true; null where it keeps nothing. */
  async function begin() {
    if (screen !== "phone") return null;
    const shelf = await known;
    try {
      if (keeps) return (await shelf.come(code, { person, name, role, csrf, join })).at;
      await shelf.erase(code);
    } catch {
      // A disk that fails must not keep anybody from the room.
    }
    return null;
  }

  /** Shows what was known of a stream, as long as nothing better is here. @param {string} stream */
  async function recall(stream) {
    const at = await begun;
    if (!at) return;
    const picture = await (await known).picture(code, stream).catch(() => undefined);
    if (!picture || over || live()) return;
    if (store.show(stream, picture.state)) old.value = at;
  }

  async function recallNames() {
    const at = await begun;
    const picture = at ? await (await known).picture(code, NAMES).catch(() => undefined) : undefined;
    // What the server has said since is newer.
    if (picture && !over) names.add({ ...picture.state, ...names.people.peek() });
  }

  void recallNames();
  void recall("all");

  /** All is as the server says: nothing here is old any more. */
  function fresh() {
    old.value = null;
  }

  /** Writes what has changed; to be called often. @param {boolean} [now_or_never] the page may be gone in a moment */
  async function keep(now_or_never = false) {
    if (!keeps || over || old.peek() !== null) return;
    if (live()) heard = now();
    if (!heard || (!now_or_never && now() - tried < EVERY)) return;
    const pictures = changed();
    if (!pictures.length && !now_or_never && heard - said < SAY_AGAIN) return;
    tried = now();
    said = heard;
    for (const { name: stream, state } of pictures) written.set(stream, state);
    try {
      await begun;
      if (!over) await (await known).save(code, person, heard, pictures);
    } catch {
      // Full, most likely: what was known before stays, and is shown with its time.
    }
  }

  /** @returns {Picture[]} */
  function changed() {
    const all = store.known().filter(([stream]) => stream !== NEVER);
    /** @type {[string, any][]} */
    const states = [...all, [NAMES, names.people.peek()]];
    return states
      .filter(([stream, state]) => state && written.get(stream) !== state)
      .map(([stream, state]) => ({ code, name: stream, state, at: heard }));
  }

  /** This person's right ended here. */
  async function erase() {
    over = true;
    await (await known).erase(code).catch(() => {});
  }

  return { keeps, old, recall, fresh, keep, erase };
}
