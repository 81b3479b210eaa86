// What this device last knew of its gatherings, in IndexedDB: who it was here, and the pictures of the streams. A
// database of its own, so that no page that is still open with the outbox's older one can hold it up.
import { openDB } from "idb";
import { opened } from "./database.js";

/** What a page without anybody in it needs to become this person's. @typedef {{person: number|null, name: string,
 *   role: string, csrf: string, join?: string}} Who */
/** `at`: until when the pictures were true, by the server's clock; 0 while there are none.
 * @typedef {{code: string, at: number, who: Who}} Visit */
/** @typedef {{code: string, name: string, state: any, at: number}} Picture */

/** @typedef {{visit: (code: string) => Promise<Visit|undefined>,
 *   come: (code: string, who: Who) => Promise<Visit>,
 *   picture: (code: string, name: string) => Promise<Picture|undefined>,
 *   save: (code: string, person: number|null, at: number, pictures: Picture[]) => Promise<void>,
 *   erase: (code: string) => Promise<void>}} LastKnown */

const LONGEST = 30 * 24 * 3_600_000;
// Of one gathering; the sessions that were looked at longest ago go first.
const MOST_PICTURES = 60;

export const openLastKnown = () => opened(inDatabase, nothingKnown);

/** @returns {Promise<LastKnown>} */
async function inDatabase() {
  const db = await openDB("openspace-last-known", 1, {
    upgrade(fresh) {
      fresh.createObjectStore("visits", { keyPath: "code" });
      fresh.createObjectStore("pictures", { keyPath: ["code", "name"] });
    },
  });
  /** All pictures of a gathering; an array sorts after any text. @param {string} code */
  const of = (code) => IDBKeyRange.bound([code], [code, []]);

  /** Both stores at once, so that no picture is ever without its visit. */
  const work = () => db.transaction(["visits", "pictures"], "readwrite");

  return {
    visit: (code) => db.get("visits", code),
    come: async (code, who) => {
      const under = work();
      const [visits, pictures] = [under.objectStore("visits"), under.objectStore("pictures")];
      /** @type {Visit[]} */
      const all = await visits.getAll();
      for (const old of all.filter(({ at }) => at > 0 && at < Date.now() - LONGEST)) {
        await visits.delete(old.code);
        await pictures.delete(of(old.code));
      }
      const before = await visits.get(code);
      const same = before?.who.person === who.person;
      // Somebody else on this device: nothing of the one before may be seen.
      if (!same) await pictures.delete(of(code));
      /** @type {Visit} */
      const visit = { code, at: same ? (before?.at ?? 0) : 0, who };
      await visits.put(visit);
      /** @type {Picture[]} */
      const held = await pictures.getAll(of(code));
      for (const one of held.sort((a, b) => b.at - a.at).slice(MOST_PICTURES)) await pictures.delete([code, one.name]);
      await under.done;
      return visit;
    },
    picture: (code, name) => db.get("pictures", [code, name]),
    save: async (code, person, at, pictures) => {
      const under = work();
      const visit = await under.objectStore("visits").get(code);
      // Forgotten meanwhile, or somebody else has come: this page's person has nothing to keep here any more.
      if (visit?.who.person === person) {
        await under.objectStore("visits").put({ ...visit, at });
        for (const one of pictures) await under.objectStore("pictures").put(one);
      }
      await under.done;
    },
    erase: async (code) => {
      const under = work();
      await under.objectStore("visits").delete(code);
      await under.objectStore("pictures").delete(of(code));
      await under.done;
    },
  };
}

/** Where nothing can be kept. @returns {LastKnown} */
export function nothingKnown() {
  return {
    visit: async () => undefined,
    come: async (code, who) => ({ code, at: 0, who }),
    picture: async () => undefined,
    save: async () => {},
    erase: async () => {},
  };
}
