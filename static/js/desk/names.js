/** What phases, switches, wall pages, roles and states are called at the desk. */
import { t } from "../core/words.js";

export const PHASES = ["preparing", "opening", "marketplace", "sessions", "convergence", "closing", "published"];
export const SWITCHES = /** @type {const} */ (["posting", "placing", "releasing"]);
export const WALL_PAGES = ["auto", "join", "theme", "agenda", "now", "reports", "harvest"];

/** The usual positions of posting, placing and releasing: USUAL_SWITCHES of openspace/gatherings/rules.py. */
export const USUAL = /** @type {Record<string, [boolean, boolean, boolean]>} */ ({
  preparing: [false, false, false],
  opening: [false, false, false],
  marketplace: [true, true, false],
  sessions: [true, true, false],
  convergence: [true, false, false],
  closing: [false, false, false],
  published: [false, false, true],
});

/** @param {string} phase */
export const phaseName = (phase) =>
  ({
    preparing: t("Preparing"), opening: t("Opening"), marketplace: t("Marketplace"), sessions: t("Sessions"),
    convergence: t("Convergence"), closing: t("Closing"), published: t("Published"),
  })[phase] ?? phase;

/** @param {string} name @returns {{ name: string, on: string, off: string }} */
export const switchWords = (name) =>
  ({
    posting: { name: t("Topics"), on: t("Everybody may post topics."), off: t("Only the desk posts topics.") },
    placing: { name: t("Places"), on: t("Conveners place their own topics."), off: t("Only the desk places topics.") },
    releasing: { name: t("Book"), on: t("The book is released to everybody."), off: t("The book is not released yet.") },
  })[name] ?? { name, on: "", off: "" };

/** @param {string} page */
export const wallPageName = (page) =>
  ({ auto: t("By itself"), join: t("Join"), theme: t("Theme"), agenda: t("Agenda"), now: t("Now and next"), reports: t("Reports"),
    harvest: t("Harvest") })[page] ?? page;

/** @param {string} role */
export const roleName = (role) =>
  ({ host: t("host"), facilitator: t("facilitator"), participant: t("participant") })[role] ?? role;

/** @param {string} state */
export const stateName = (state) =>
  ({
    posted: t("without a place"), placed: t("planned"), running: t("running"), held: t("held"),
    held_alone: t("held, nobody came"), cancelled: t("cancelled"),
  })[state] ?? state;

/** @param {string} kind */
export const kindName = (kind) => ({ session: t("Sessions"), break: t("Break"), fixed: t("Fixed item") })[kind] ?? kind;

/** @param {string} right */
export const rightName = (right) =>
  ({ facilitator: t("Facilitator"), wall: t("Wall"), onlooker: t("Look on"), host: t("Host"), device: t("Own device") })[right] ?? right;

/** @param {string} language the language's own name */
export function languageName(language) {
  const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
