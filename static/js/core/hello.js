// Says hello for every outbox of this page, and tells the link what came of it.
import { newClient } from "./ids.js";

/** @typedef {import("./clock.js").Clock} Clock */
/** @typedef {import("./link.js").Link} Link */
/** @typedef {import("./outbox.js").Outbox} Outbox */
/** @typedef {import("./sync.js").Sync} Sync */

const VERSION = 1;
const WITHIN = 4_000;

/** @param {{start: import("./shapes.js").Start, screen: string, link: Link, sync: Sync, clock: Clock,
 *   boxes: () => Outbox[]}} parts */
export function createHello({ start, screen, link, sync, clock, boxes }) {
  /** Outboxes that the server knows on this line. @type {Set<string>} */
  const known = new Set();

  /** @param {number} deadline */
  async function greet(deadline) {
    for (const box of boxes()) {
      const greeting = await greetBox(box, deadline);
      if (greeting !== "ok") return greeting;
    }
    return "ok";
  }

  /** @param {Outbox} box @param {number} [deadline] @returns {Promise<string>} */
  async function greetBox(box, deadline = WITHIN) {
    const sent = Date.now();
    const answer = await link.ask("hello", {
      v: VERSION, gathering: start.code, screen, client: box.client(), next: box.next(),
      epoch: sync.epoch.peek(), have: sync.have(),
    }, deadline);
    if (answer === null) return "again";
    if (answer.ok) {
      known.add(box.client());
      clock.answered(answer.now, sent);
      sync.greeted(answer);
      return "ok";
    }
    if (answer.code !== "client_taken") return answer.code;
    await box.rename(newClient());
    return "again";
  }

  return { greet, greetBox, knows: (/** @type {string} */ client) => known.has(client), forget: () => known.clear() };
}
