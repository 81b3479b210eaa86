/** Whether a session carries the mark "changed": for a quarter of an hour, and only where it says something. */
import { fresh } from "../core/times.js";

/** The version of a session that stands where it was first put. */
const FIRST = 1;

/** Whether somebody did anything with it since: moved, freed, begun or ended it. @param {import("../core/shapes.js").Session} session */
export const isTouched = (session) => session.version > FIRST;

/**
 * While the market is open everything has just changed, and a mark on every card says nothing; what runs or is over
 * tells its own state.
 * @param {import("../core/shapes.js").All} all @param {import("../core/shapes.js").Session} session @param {number} now
 */
export const isMarked = (all, session, now) =>
  all.gathering.phase !== "marketplace" && session.state === "placed" && isTouched(session) && fresh(session.changed, now);
