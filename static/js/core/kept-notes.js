// The shared notes as this device has them, in IndexedDB: what is typed without a line outlives the page. A database of
// its own, as in last-known.js.
import { openDB } from "idb";
import { opened } from "./database.js";

/** `state`: the whole document as one Yjs update, in the line `epoch` of the server's database. `unsent`: since when
 * something in it stands on this device only; null when the server has it all.
 * @typedef {{owner: string, session: number, epoch: string, state: Uint8Array, unsent: number|null, at: number}} KeptNote */

/** @typedef {{lasting: boolean,
 *   load: (owner: string, session: number) => Promise<KeptNote|undefined>,
 *   all: (owner: string) => Promise<KeptNote[]>,
 *   save: (note: KeptNote) => Promise<void>,
 *   drop: (owner: string, session: number) => Promise<void>,
 *   owners: () => Promise<string[]>}} KeptNotes */

export const openKeptNotes = () => opened(inDatabase, notesInMemory);

/** @returns {Promise<KeptNotes>} */
async function inDatabase() {
  const db = await openDB("openspace-notes", 1, {
    upgrade(fresh) {
      fresh.createObjectStore("notes", { keyPath: ["owner", "session"] });
    },
  });
  return {
    lasting: true,
    load: (owner, session) => db.get("notes", [owner, session]),
    all: (owner) => db.getAll("notes", IDBKeyRange.bound([owner], [owner, []])),
    save: async (note) => void (await db.put("notes", note)),
    drop: (owner, session) => db.delete("notes", [owner, session]),
    owners: async () => {
      const keys = /** @type {[string, number][]} */ (await db.getAllKeys("notes"));
      return [...new Set(keys.map(([owner]) => owner))];
    },
  };
}

/** The same without a disk: lost with the page, and it says so. @returns {KeptNotes} */
export function notesInMemory() {
  /** @type {Map<string, KeptNote>} */
  const notes = new Map();
  const values = () => [...notes.values()];
  return {
    lasting: false,
    load: async (owner, session) => notes.get(`${owner} ${session}`),
    all: async (owner) => values().filter((note) => note.owner === owner),
    save: async (note) => void notes.set(`${note.owner} ${note.session}`, note),
    drop: async (owner, session) => void notes.delete(`${owner} ${session}`),
    owners: async () => [...new Set(values().map(({ owner }) => owner))],
  };
}
