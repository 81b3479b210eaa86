// How own wishes about a session's report already look.
import { mend } from "../core/lists.js";

/** @typedef {import("../core/draw.js").Draws} Draws */
/** @typedef {import("../core/draw.js").Wish} Wish */
/** @typedef {import("../core/draw.js").Around} Around */
/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Report} Report */
/** @typedef {import("../core/shapes.js").SessionTold} SessionTold */

/** @param {Report["state"]} state @returns {Report["state"]} */
const begun = (state) => (state === "none" ? "draft" : state);

/** @param {Report["state"]} state @returns {Report["state"]} */
const published = (state) => (state === "published" || state === "amended" ? "amended" : "published");

/** @param {SessionTold} page @param {Wish} wish @param {Around} around @returns {SessionTold} */
function save(page, { key, fields }, { id }) {
  const { session, ...given } = fields;
  if (session !== id) return page;
  return { ...page, report: { ...page.report, ...given, state: begun(page.report.state), pending: key } };
}

/** @param {SessionTold} page @param {Wish} wish @param {Around} around @returns {SessionTold} */
function publish(page, { key, fields }, { id }) {
  if (fields.session !== id) return page;
  return { ...page, report: { ...page.report, state: published(page.report.state), pending: key } };
}

/** @param {All} all @param {Wish} wish @param {(state: Report["state"]) => Report["state"]} next @returns {All} */
function mark(all, { fields }, next) {
  const found = all.sessions.find((one) => one.id === fields.session);
  return found ? { ...all, sessions: mend(all.sessions, found.id, { report: next(found.report) }) } : all;
}

/** @type {Draws} */
export const draws = {
  "notes.save_report": { session: save, all: (all, wish) => mark(all, wish, begun) },
  "notes.publish_report": { session: publish, all: (all, wish) => mark(all, wish, published) },
};
