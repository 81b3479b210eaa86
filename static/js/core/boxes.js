// This page's outbox and those it took over from dead pages of the same person, as one.
import { signal } from "@preact/signals";
import { newClient } from "./ids.js";
import { createOutbox } from "./outbox.js";
import { createTabs } from "./tabs.js";

/** @typedef {import("./item.js").Item} Item */
/** @typedef {import("./item.js").Outcome} Outcome */
/** @typedef {import("./kept.js").Kept} Kept */
/** @typedef {import("./kept.js").Row} Row */
/** @typedef {import("./outbox.js").Asked} Asked */
/** @typedef {import("./outbox.js").Outbox} Outbox */
/** @typedef {import("./outbox.js").Way} Way */
/** @typedef {ReturnType<typeof createBoxes>} Boxes */

/** @param {{owner: string, kept: Promise<Kept>, way: Way, gone: string|null,
 *   adopted: (box: Outbox) => void}} parts `adopted` says hello for an outbox that came later */
export function createBoxes({ owner, kept, way, gone, adopted }) {
  const version = signal(0);
  const lasting = signal(true);
  /** Our ids of things that were made since, and the server's. @type {Map<string, number>} */
  const made = new Map();
  const first = newClient();

  const changed = () => { version.value = version.peek() + 1; };
  const failed = () => { lasting.value = false; };

  // Failing to keep something must not keep it from being sent.
  const keep = {
    save: async (/** @type {Row} */ row) => {
      await tabs.hold(row.client);
      await kept.then((store) => store.save(row)).catch(failed);
    },
    remove: (/** @type {Row} */ { client, n }) =>
      kept.then((store) => store.remove(owner, client, n)).catch(failed),
  };

  // A lease that ran out while the phone slept is first taken again: somebody else may send these by now.
  const guarded = {
    ...way,
    open: (/** @type {string} */ client) => {
      if (!way.open(client)) return false;
      if (!tabs.mine(client)) void tabs.beat().then(pump);
      return tabs.mine(client);
    },
  };

  /** @param {string} client @param {Row[]} [rows] */
  const open = (client, rows) => createOutbox({ owner, client, rows, keep, way: guarded, changed, made });
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
    all = all.filter((box) => box === own || !box.empty());
  }

  return {
    first, version, lasting, made, tabs, items, find, pump, broken, dismiss, tidy,
    wish: (/** @type {Asked} */ asked) => own.wish(asked),
    /** Those the server must greet. */
    all: () => all,
    busy: () => all.some((box) => box.busy()),
  };
}
