// What facts about outcomes do to the state of the session they came from.
import { put, without } from "../core/lists.js";

/** @typedef {import("../core/shapes.js").SessionTold} SessionTold */
/** @typedef {import("../core/shapes.js").Change} Change */

/** @type {Record<string, (page: SessionTold, change: Change) => SessionTold>} */
export const reducers = {
  "outcomes.outcome_saved": (page, { outcome }) => ({ ...page, outcomes: put(page.outcomes, outcome) }),
  "outcomes.outcome_removed": (page, { outcome }) => ({ ...page, outcomes: without(page.outcomes, outcome) }),
};
