// What facts about a session's report do to the state of that session.

/** @typedef {import("../core/shapes.js").SessionTold} SessionTold */
/** @typedef {import("../core/shapes.js").Change} Change */

/** @type {Record<string, (page: SessionTold, change: Change) => SessionTold>} */
export const reducers = {
  "notes.report_saved": (page, { report }) => ({ ...page, report }),
};
