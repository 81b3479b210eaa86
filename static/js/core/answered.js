// What was answered in the last day, kept so that it can be offered again after a restore: in IndexedDB, or in memory.
// A database of its own, so that no page that is still open with the outbox's older one can hold it up.
import { openDB } from "idb";
import { opened } from "./database.js";

/** @typedef {import("./kept.js").Row} Row */
/** `told` is the line of the database that answered. @typedef {Row & {told: string}} AnsweredRow */
/** @typedef {{save: (row: AnsweredRow) => Promise<void>, rows: (owner: string) => Promise<AnsweredRow[]>,
 *   remove: (rows: Row[]) => Promise<void>, owners: () => Promise<string[]>,
 *   erase: (owner: string) => Promise<void>}} Answered */

export const openAnswered = () => opened(inDatabase, answeredInMemory);

/** @param {Row} row @returns {[string, string, number]} */
const keyOf = ({ owner, client, n }) => [owner, client, n];

/** @returns {Promise<Answered>} */
async function inDatabase() {
  const db = await openDB("openspace-answered", 1, {
    upgrade(fresh) {
      fresh.createObjectStore("wishes", { keyPath: ["owner", "client", "n"] });
    },
  });
  /** Everything of an owner; an array sorts after any text. @param {string} owner */
  const of = (owner) => IDBKeyRange.bound([owner], [owner, []]);
  return {
    save: async (row) => void (await db.put("wishes", row)),
    rows: (owner) => db.getAll("wishes", of(owner)),
    remove: async (rows) => {
      const work = db.transaction("wishes", "readwrite");
      await Promise.all(rows.map((row) => work.store.delete(keyOf(row))));
      await work.done;
    },
    owners: async () => {
      const keys = /** @type {[string, ...unknown[]][]} */ (await db.getAllKeys("wishes"));
      return [...new Set(keys.map(([owner]) => owner))];
    },
    erase: (owner) => db.delete("wishes", of(owner)),
  };
}

/** The same without a disk: as long as the page lives. @returns {Answered} */
export function answeredInMemory() {
  /** @type {Map<string, AnsweredRow>} */
  const rows = new Map();
  /** @param {Row} row */
  const name = (row) => JSON.stringify(keyOf(row));
  return {
    save: async (row) => void rows.set(name(row), JSON.parse(JSON.stringify(row))),
    rows: async (owner) => [...rows.values()].filter((row) => row.owner === owner).map((row) => ({ ...row })),
    remove: async (gone) => gone.forEach((row) => rows.delete(name(row))),
    owners: async () => [...new Set([...rows.values()].map(({ owner }) => owner))],
    erase: async (owner) => {
      for (const [key, row] of rows) if (row.owner === owner) rows.delete(key);
    },
  };
}
