// Says hello for every outbox of this page, and tells the link what came of it.
import { newClient } from "./ids.js";

/** @typedef {import("./clock.js").Clock} Clock */
/** @typedef {import("./link.js").Link} Link */
/** @typedef {import("./outbox.js").Outbox} Outbox */
/** @typedef {import("./sync.js").Sync} Sync */

const VERSION = 1;
const WITHIN = 4_000;

/** @param {{start: import("./shapes.js").Start, screen: string, link: Link, sync: Sync, clock: Clock,
 *   boxes: () => Outbox[], greeted: (box: Outbox, answer: any) => Promise<void>}} parts `greeted` comes before the first
 *   wish of an outbox on this line */
export function createHello({ start, screen, link, sync, clock, boxes, greeted }) {
  /** Outboxes that the server knows on this line. @type {Set<string>} */
  const known = new Set();

  /** @param {number} deadline */
  async function greet(deadline) {
    const done = new Set();
    // More may come up while these are greeted: a restored server is offered what dead pages had sent.
    for (;;) {
      const box = boxes().find((one) => !done.has(one));
      if (!box) return "ok";
      done.add(box);
      const greeting = await greetBox(box, deadline);
      if (greeting !== "ok") return greeting;
    }
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
      clock.answered(answer.now, sent);
      sync.greeted(answer);
      await greeted(box, answer);
      known.add(box.client());
      return "ok";
    }
    if (answer.code !== "client_taken") return answer.code;
    await box.rename(newClient());
    return "again";
  }

  return { greet, greetBox, knows: (/** @type {string} */ client) => known.has(client), forget: () => known.clear() };
}
