// What the gathering's own facts do to the state of `all`.
import { put, without } from "../core/lists.js";

/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Change} Change */

const MOST_ANNOUNCEMENTS = 20;

/** @param {All} all @param {Change} change @returns {All} */
const gathering = (all, { gathering }) => ({ ...all, gathering });

/** @type {Record<string, (all: All, change: Change) => All>} */
export const reducers = {
  "gatherings.set_up": gathering,
  "gatherings.phase_moved": gathering,
  "gatherings.timer_set": (all, { timer }) => ({ ...all, timer }),
  "gatherings.announced": (all, { announcement }) =>
    ({ ...all, announcements: put(all.announcements, announcement).slice(-MOST_ANNOUNCEMENTS) }),
  "gatherings.announcement_withdrawn": (all, { announcement }) =>
    ({ ...all, announcements: without(all.announcements, announcement) }),
  "gatherings.wall_turned": (all, { wall }) => ({ ...all, wall }),
  "gatherings.party_saved": (all, { party }) => ({ ...all, parties: put(all.parties, party) }),
  "gatherings.party_removed": (all, { party }) => ({ ...all, parties: without(all.parties, party) }),
  "gatherings.emptied": (all) =>
    ({ ...all, topics: [], ideas: [], sessions: [], announcements: [], timer: null }),
};
