// Where unanswered wishes are kept on this device: IndexedDB, or memory where the browser refuses it.
import { openDB } from "idb";
import { opened } from "./database.js";

/** One wish as it is kept. `key` names it on this device; `skip` says that it was given up, `dismissed` that it need
 * not be shown any more; `refusal` is why it was not done. `line`: of which line of the database the ids in `fields` are,
 * null where that was not known; `made`: ids that the answer gave it there; `told`: the line that answered it before.
 * @typedef {{owner: string, client: string, n: number, key: string, name: string, fields: Record<string, any>,
 *   base: Record<string, number>|undefined, at: number, was: any, skip: boolean, dismissed: boolean,
 *   refusal: Refused|null, line?: string|null, made?: Record<string, any>, told?: string}} Row */
/** @typedef {{code: string, message: string, fields: Record<string, any>}} Refused */
/** Who looks after an outbox, and until when it counts as alive. @typedef {{owner: string, client: string, holder: string, until: number}} Lease */

/** `owner` is a person at a gathering; `client` names one of this person's outboxes.
 * @typedef {{lasting: boolean,
 *   save: (row: Row) => Promise<void>,
 *   remove: (owner: string, client: string, n: number) => Promise<void>,
 *   rows: (owner: string, client: string) => Promise<Row[]>,
 *   clients: (owner: string) => Promise<string[]>,
 *   claim: (lease: Lease, now: number, gone: string|null) => Promise<boolean>,
 *   release: (owner: string, client: string) => Promise<void>,
 *   owners: () => Promise<string[]>,
 *   erase: (owner: string) => Promise<void>}} Kept */

/** Whether a lease may be taken over: it is ours, has run out, or its page is known to be gone.
 * @param {Lease|undefined} old @param {Lease} wanted @param {number} now @param {string|null} gone */
const free = (old, wanted, now, gone) =>
  !old || old.holder === wanted.holder || old.until <= now || old.holder === gone;

export const openKept = () => opened(inDatabase, inMemory);

/** @returns {Promise<Kept>} */
async function inDatabase() {
  const db = await openDB("openspace", 1, {
    upgrade(fresh) {
      fresh.createObjectStore("wishes", { keyPath: ["owner", "client", "n"] });
      fresh.createObjectStore("leases", { keyPath: ["owner", "client"] });
    },
  });
  /** Everything whose key begins so; an array sorts after any number or text. @param {string[]} start */
  const under = (...start) => IDBKeyRange.bound(start, [...start, []]);
  return {
    lasting: true,
    save: async (row) => void (await db.put("wishes", row)),
    remove: (owner, client, n) => db.delete("wishes", [owner, client, n]),
    rows: (owner, client) => db.getAll("wishes", under(owner, client)),
    clients: async (owner) => {
      const keys = /** @type {[string, string, number][]} */ (await db.getAllKeys("wishes", under(owner)));
      return [...new Set(keys.map(([, client]) => client))];
    },
    claim: async (lease, now, gone) => {
      // Reading and writing in one transaction: of two tabs that try at once, one gets it.
      const work = db.transaction("leases", "readwrite");
      const mine = free(await work.store.get([lease.owner, lease.client]), lease, now, gone);
      if (mine) await work.store.put(lease);
      await work.done;
      return mine;
    },
    release: (owner, client) => db.delete("leases", [owner, client]),
    owners: async () => {
      const keys = /** @type {[string, ...unknown[]][]} */ (await db.getAllKeys("wishes"));
      return [...new Set(keys.map(([owner]) => owner))];
    },
    erase: async (owner) => {
      const work = db.transaction(["wishes", "leases"], "readwrite");
      await Promise.all([work.objectStore("wishes").delete(under(owner)), work.objectStore("leases").delete(under(owner))]);
      await work.done;
    },
  };
}

/** The same without a disk: lost with the page, and it says so. @returns {Kept} */
export function inMemory() {
  /** @type {Row[]} */
  let wishes = [];
  /** @type {Lease[]} */
  let leases = [];
  /** @param {string} owner @param {string} client */
  const at = (owner, client) => (/** @type {Row|Lease} */ one) => one.owner === owner && one.client === client;
  /** @param {string} owner @param {string} client @param {number} n */
  const wish = (owner, client, n) => (/** @type {Row} */ one) => at(owner, client)(one) && one.n === n;
  return {
    lasting: false,
    save: async (row) => {
      wishes = [...wishes.filter((one) => !wish(row.owner, row.client, row.n)(one)), structured(row)];
      wishes.sort((a, b) => a.n - b.n);
    },
    remove: async (owner, client, n) => {
      wishes = wishes.filter((one) => !wish(owner, client, n)(one));
    },
    rows: async (owner, client) => wishes.filter(at(owner, client)).map(structured),
    clients: async (owner) => [...new Set(wishes.filter((one) => one.owner === owner).map((one) => one.client))],
    claim: async (lease, now, gone) => {
      const mine = free(leases.find(at(lease.owner, lease.client)), lease, now, gone);
      if (mine) leases = [...leases.filter((one) => !at(lease.owner, lease.client)(one)), lease];
      return mine;
    },
    release: async (owner, client) => {
      leases = leases.filter((one) => !at(owner, client)(one));
    },
    owners: async () => [...new Set(wishes.map(({ owner }) => owner))],
    erase: async (owner) => {
      wishes = wishes.filter((one) => one.owner !== owner);
      leases = leases.filter((one) => one.owner !== owner);
    },
  };
}

/** A copy, as a database would give. @template T @param {T} value @returns {T} */
const structured = (value) => JSON.parse(JSON.stringify(value));
