// Small states to test with, in the shapes of docs/PROTOCOL.md.

/** @typedef {import("../../../static/js/core/shapes.js").All} All */
/** @typedef {import("../../../static/js/core/shapes.js").Topic} Topic */
/** @typedef {import("../../../static/js/core/shapes.js").Session} Session */
/** @typedef {import("../../../static/js/core/shapes.js").Mine} Mine */

/** @returns {All} */
export const emptyAll = () => ({
  gathering: {
    code: "BCDFGHJ", title: "Open day", theme: "What next?", timezone: "Europe/Amsterdam", language: "en",
    languages: ["en", "nl"], starts: "2026-11-22T08:00:00Z", people_expected: 40, phase: "marketplace", posting: true,
    placing: true, releasing: false, principles: [], law: "", counts_hidden: false,
  },
  timer: null, announcements: [], wall: { page: "auto" }, parties: [],
  places: [
    { id: 1, name: "Hall", capacity: 40, features: [], address: "", position: 1 },
    { id: 2, name: "Garden", capacity: null, features: [], address: "", position: 2 },
  ],
  slots: [
    { id: 1, title: "A", starts: "2026-11-22T09:00:00Z", ends: "2026-11-22T10:00:00Z", kind: "session", places: [] },
  ],
  topics: [], ideas: [], sessions: [],
});

/** @param {Partial<Topic>} fields @returns {Topic} */
export const topic = (fields) => ({
  id: 1, title: "Trees", line: "", language: "en", conveners: [7], state: "open", interest: { come: 0, maybe: 0 },
  version: 1, posted: "2026-11-22T08:10:00Z", changed: "2026-11-22T08:10:00Z", ...fields,
});

/** @param {Partial<Session>} fields @returns {Session} */
export const session = (fields) => ({
  id: 1, topic: 1, place: 1, slot: 1, starts: null, ends: null, state: "placed", here: 0, report: "none", version: 1,
  changed: "2026-11-22T08:20:00Z", ...fields,
});

/** @param {Partial<Mine>} [fields] @returns {Mine} */
export const mine = (fields) => /** @type {Mine} */ ({
  me: { person: 7, role: "participant", party: null, language: "en", consent: "unasked" },
  interest: {}, session: null, cards: [], ...fields,
});
