/** The sessions of one person: convened, wanted, or checked in at; and the reports that still wait for a convener. */
import { ms } from "../core/times.js";
import { hoursOf, isOver } from "./hours.js";
import { lookup, standing } from "./lookup.js";

/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Mine} Mine */
/** @typedef {import("../core/shapes.js").Session} Session */

/** @param {All} all @param {Session} session */
const begins = (all, session) => {
  const hours = hoursOf(session, lookup(all).slots.get(session.slot ?? -1));
  return hours ? ms(hours.starts) : 0;
};

/** Said to be over before its time, or at it. @param {Session} session */
export const isEnded = (session) => session.state === "held" || session.state === "held_alone";

/** @param {All} all @param {number | null} me */
export const myTopics = (all, me) => all.topics.filter((topic) => me !== null && topic.conveners.includes(me));

/** @param {All} all @param {Mine | null} mine */
export function mySessions(all, mine) {
  if (!mine) return [];
  const { topics } = lookup(all);
  const wanted = (/** @type {Session} */ session) =>
    session.id === mine.session ||
    mine.interest[session.topic] === "come" ||
    topics.get(session.topic)?.conveners.includes(mine.me.person);
  return all.sessions
    .filter((session) => standing(session) && wanted(session))
    .sort((a, b) => begins(all, a) - begins(all, b));
}

/** Topics of others to which somebody said "Come" and that have no place yet. @param {All} all @param {Mine} mine */
export const wantedUnplaced = (all, mine) =>
  lookup(all).unplaced.filter(
    (topic) => mine.interest[topic.id] === "come" && !topic.conveners.includes(mine.me.person),
  );

/** @param {All} all @param {number | null} me @param {number} now */
export function missingReports(all, me, now) {
  const { slots, sessionsOf } = lookup(all);
  return myTopics(all, me)
    .flatMap((topic) => sessionsOf(topic.id))
    .filter((session) => {
      const hours = hoursOf(session, slots.get(session.slot ?? -1));
      const over = session.state === "held" || (hours !== null && isOver(hours, now));
      return over && session.state !== "held_alone" && ["none", "draft"].includes(session.report);
    });
}
