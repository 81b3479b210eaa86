// This page's outbox and those it took over from dead pages of the same person, as one.
import { signal } from "@preact/signals";
import { newClient } from "./ids.js";
import { createOutbox } from "./outbox.js";
import { createTabs } from "./tabs.js";

/** @typedef {import("./item.js").Item} Item */
/** @typedef {import("./item.js").Outcome} Outcome */
/** @typedef {import("./kept.js").Kept} Kept */
/** @typedef {import("./kept.js").Row} Row */
/** @typedef {import("./offers.js").Offers} Offers */
/** @typedef {import("./outbox.js").Asked} Asked */
/** @typedef {import("./outbox.js").Outbox} Outbox */
/** @typedef {import("./outbox.js").Way} Way */
/** @typedef {ReturnType<typeof createBoxes>} Boxes */

/** @param {{owner: string, kept: Promise<Kept>, offers: Offers, way: Way, gone: string|null, line: () => string|null,
 *   adopted: (box: Outbox) => void}} parts `adopted` says hello for an outbox that came later; `line` is the server's
 *   line of the database */
export function createBoxes({ owner, kept, offers, way, gone, line, adopted }) {
  const version = signal(0);
  const lasting = signal(true);
  /** Our ids of things that were made since, and the server's. @type {Map<string, number>} */
  const made = new Map();
  const first = newClient();
  /** On which line an outbox has what it must offer there. @type {Map<string, string>} */
  const ready = new Map();
  let erased = false;

  let held = false;

  function changed() {
    version.value = version.peek() + 1;
    // What waited for another outbox may go now.
    if (held) queueMicrotask(pump);
    held = false;
  }
  const failed = () => { lasting.value = false; };

  // Failing to keep something must not keep it from being sent.
  const keep = {
    save: async (/** @type {Row} */ row) => {
      await tabs.hold(row.client);
      if (!erased) await kept.then((store) => store.save(row)).catch(failed);
    },
    remove: (/** @type {Row} */ { client, n }) =>
      kept.then((store) => store.remove(owner, client, n)).catch(failed),
    answered: async (/** @type {Row} */ row, /** @type {Record<string, any>} */ result) => {
      const told = line();
      // First there, then no more here: of two copies the server does one.
      if (told) await offers.keep(row, result, told).catch(failed);
      await keep.remove(row);
    },
  };

  // A lease that ran out while the phone slept is first taken again: somebody else may send these by now.
  const guarded = {
    ...way,
    open: (/** @type {string} */ client) => {
      if (!way.open(client)) return false;
      const now = line();
      if (now !== null && ready.get(client) !== now) {
        const box = named(client);
        if (box) void prepare(box, now, 0).then(pump);
        return false;
      }
      if (elder(client)) {
        held = true;
        return false;
      }
      if (!tabs.mine(client)) void tabs.beat().then(pump);
      return tabs.mine(client);
    },
  };

  /** @param {string} client @param {Row[]} [rows] */
  const open = (client, rows) => createOutbox({ owner, client, rows, keep, way: guarded, changed, made, line });
  const own = open(first);
  let all = [own];

  /** @param {string} client */
  const named = (client) => all.find((box) => box.client() === client);

  const tabs = createTabs({
    kept, owner, gone, failed,
    holder: first,
    idle: (client) => named(client)?.empty() ?? true,
    adopt: (client, rows) => {
      if (named(client)) return;
      const box = open(client, rows);
      all = [...all, box];
      changed();
      adopted(box);
    },
    lost: (client) => {
      const box = named(client);
      box?.surrender(newClient());
      if (box !== own) all = all.filter((one) => one !== box);
    },
  });

  void kept.then((store) => { lasting.value &&= store.lasting; });

  function pump() {
    for (const box of all) box.pump();
  }

  /** Whether another outbox has something older to offer, on which this one's may rest. @param {string} client */
  function elder(client) {
    const since = named(client)?.offering() ?? Infinity;
    return since < Infinity && all.some((box) => box.client() !== client && box.offering() < since);
  }

  /** Before an outbox speaks on a line of the database: it takes in what it was answered on another one.
   * @param {Outbox} box @param {string} now @param {number} acked the last number the server has an answer to */
  async function prepare(box, now, acked) {
    if (ready.get(box.client()) === now) return;
    try {
      if (box === own) await adoptOffering(now);
      const again = await offers.of(box.client(), now, acked);
      await Promise.all(again.map(keep.save));
      if (ready.get(box.client()) === now) return; // twice at once
      box.offer(again);
    } catch {
      failed();
    }
    ready.set(box.client(), now);
  }

  /** Outboxes of pages that are gone, all of whose wishes were answered: on another line they may be needed again.
   * @param {string} now */
  async function adoptOffering(now) {
    const store = await kept;
    for (const client of await offers.clients(now)) {
      if (named(client) || !(await tabs.claim(client))) continue;
      const rows = await store.rows(owner, client).catch(() => []);
      if (!named(client)) all = [...all, open(client, rows)];
    }
  }

  /** @param {boolean} killed */
  function broken(killed) {
    for (const box of all) box.broken(killed);
  }

  /** @returns {Item[]} in the order they are drawn: what was left behind is older */
  const items = () => [...all.slice(1), own].flatMap((box) => box.items());

  /** @param {string} key */
  const find = (key) => items().find(({ row }) => row.key === key);

  /** @param {string} key */
  function dismiss(key) {
    for (const box of all) box.dismiss(key);
  }

  /** Clears away what is drawn no more, and outboxes that are done. @param {(stream: string, number: number) => boolean} here */
  function tidy(here) {
    for (const box of all) box.settleDraws(here);
    all = all.filter((box) => box === own || !box.empty() || ready.get(box.client()) !== line());
  }

  /** This person's right ended here: nothing of the wishes stays on the disk. What this page shows of them, it shows
   * until it is closed, so that a text can still be copied. */
  async function erase() {
    erased = true;
    await Promise.all([kept.then((store) => store.erase(owner)), offers.erase()]).catch(failed);
  }

  /** The same for everybody who was at this gathering on this device before. */
  async function eraseOthers() {
    const person = /^(.*\/)\d+$/;
    const here = person.exec(owner)?.[1];
    if (here === undefined) return;
    const store = await kept;
    const other = (/** @type {string} */ one) => one !== owner && person.exec(one)?.[1] === here;
    const others = (await store.owners().catch(() => [])).filter(other);
    await Promise.all([...others.map((one) => store.erase(one)), offers.eraseOthers(other)]).catch(failed);
  }

  return {
    erase, eraseOthers,
    first, version, lasting, made, tabs, items, find, pump, broken, dismiss, tidy, prepare,
    wish: (/** @type {Asked} */ asked) => own.wish(asked),
    /** Those the server must greet. */
    all: () => all,
    busy: () => all.some((box) => box.busy()),
  };
}
