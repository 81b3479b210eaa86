// What a device knows of its gatherings, by the rules of core/last-known.js, without a database.

/** @returns {import("../../../static/js/core/last-known.js").LastKnown & {visits: Map<string, any>, pictures: Map<string, any>}} */
export function knownInMemory() {
  /** @type {Map<string, any>} */
  const visits = new Map();
  /** @type {Map<string, any>} */
  const pictures = new Map();
  const key = (/** @type {string} */ code, /** @type {string} */ name) => `${code} ${name}`;
  const drop = (/** @type {string} */ code) => {
    for (const one of [...pictures.keys()].filter((each) => each.startsWith(`${code} `))) pictures.delete(one);
  };
  return {
    visits, pictures,
    visit: async (code) => visits.get(code),
    come: async (code, who) => {
      const before = visits.get(code);
      const same = before?.who.person === who.person;
      if (!same) drop(code);
      const visit = { code, at: same ? before.at : 0, who };
      visits.set(code, visit);
      return visit;
    },
    picture: async (code, name) => pictures.get(key(code, name)),
    save: async (code, person, at, all) => {
      if (visits.get(code)?.who.person !== person) return;
      visits.set(code, { ...visits.get(code), at });
      for (const one of all) pictures.set(key(code, one.name), structuredClone(one));
    },
    erase: async (code) => {
      visits.delete(code);
      drop(code);
    },
  };
}
