/** Which pages the wall has now, in the order in which they turn: by phase, and only those that hold something. */
import { byDay, isOn, isOver } from "../agenda/hours.js";
import { lookup } from "../agenda/lookup.js";
import { ms } from "../core/times.js";
import { chunks, columnTurns, fitAgenda } from "./agenda-fit.js";

/**
 * @import { All, Place, Session, Slot, Topic } from "../core/shapes.js"
 * @import { Area, Fit } from "./agenda-fit.js"
 * @typedef {"join" | "theme" | "agenda" | "now" | "reports" | "harvest" | "book"} PageName
 * @typedef {{ page: PageName, key: string, part: number, parts: number, aside?: boolean }} Turn
 * @typedef {{ slot: Slot, sessions: Session[], total: number }} Moment
 * @typedef {Turn & { slots: Slot[], places: Place[], fit: Fit, days: number }} GridTurn
 * @typedef {Turn & { topics: Topic[], total: number }} UnplacedTurn
 * @typedef {Turn & { now: Moment | null, next: Moment | null }} NowTurn
 * @typedef {Turn & { missing: Session[], due: number, late: number }} ReportsTurn
 */

/** @type {Record<string, PageName[]>} */
const BY_PHASE = {
  preparing: ["join", "theme"],
  opening: ["join", "theme"],
  marketplace: ["agenda", "join", "theme"],
  sessions: ["now", "agenda", "reports"],
  convergence: ["reports", "harvest", "agenda", "theme"],
  closing: ["harvest", "reports"],
  published: ["book", "reports", "theme"],
};

/** How many cards of two lines fit at the smallest letters: wall.css has as many rows and columns. */
const UNPLACED = 12;
const BESIDE_EACH_OTHER = 4;
const ALONE = 8;
/** The line of a break takes the room of one row of two. */
const UNDER_A_BREAK = 6;
const MISSING = 8;

/**
 * Every page there could be, whatever the phase.
 * @param {All} all @param {Area} area of the grid, in wall units @param {number} now
 * @returns {Record<PageName, Turn[]>}
 */
export function everyPage(all, area, now) {
  const { theme, principles } = all.gathering;
  return {
    join: numbered("join", [{}]),
    theme: numbered("theme", theme || principles.length ? [{}] : []),
    agenda: [...grids(all, area, now), ...unplaced(all)],
    now: numbered("now", moments(all, now)),
    reports: numbered("reports", reportLists(all, now)),
    harvest: numbered("harvest", [{}]),
    book: numbered("book", all.gathering.releasing ? [{}] : []),
  };
}

/**
 * What turns: the desk's choice, or what fits the phase; never nothing.
 * @param {All} all @param {Record<PageName, Turn[]>} every
 */
export function turning(all, every) {
  const turns = (/** @type {PageName} */ page) => (every[page] ?? []).filter((turn) => !turn.aside);
  const chosen = turns(/** @type {PageName} */ (all.wall.page));
  if (chosen.length) return chosen;
  const fitting = (BY_PHASE[all.gathering.phase] ?? []).flatMap((page) =>
    // The page of the harvest says where the book will be.
    turns(page === "book" && !all.gathering.releasing ? "harvest" : page),
  );
  return fitting.length ? fitting : every.join;
}

/**
 * @template {object} T
 * @param {PageName} page @param {T[]} turns @param {string} [kind]
 * @returns {(Turn & T)[]}
 */
const numbered = (page, turns, kind = page) =>
  turns.map((turn, index) => ({ page, key: `${kind} ${index}`, part: index + 1, parts: turns.length, ...turn }));

/** A break or a fixed item is drawn narrow, unless somebody put a session there. @param {All} all @param {Slot} slot */
export const isNarrow = (all, slot) =>
  slot.kind !== "session" && !all.places.some((place) => lookup(all).cell(place.id, slot.id).length);

/** @param {All} all @param {Area} area @param {number} now */
function grids(all, area, now) {
  if (!all.places.length) return [];
  const every = [...byDay(stillToCome(all, now), all.gathering.timezone).values()];
  // A day of only breaks would be an empty page with a strip on it.
  const full = every.filter((slots) => slots.some((slot) => !isNarrow(all, slot)));
  const days = full.length ? full : every;
  const turns = days.flatMap((slots) => {
    const narrow = slots.filter((slot) => isNarrow(all, slot)).length;
    const fit = fitAgenda(slots.length - narrow, narrow, all.places.length, area);
    return columnTurns(slots, (slot) => isNarrow(all, slot), fit.columns).flatMap((columns) =>
      chunks(all.places, fit.rows).map((places) => ({ slots: columns, places, fit, days: days.length })),
    );
  });
  return emptyLast(all, numbered("agenda", turns));
}

/**
 * A page of places that nobody uses waits behind the others, for the keys: it says nothing while sessions stand elsewhere.
 * @param {All} all @param {(Turn & { slots: Slot[], places: Place[] })[]} turns
 */
function emptyLast(all, turns) {
  const slots = turns.flatMap((turn) => turn.slots);
  const used = new Set(slots.flatMap((slot) => sessionsIn(all, slot)).map((session) => session.place));
  if (!used.size) return turns;
  const isUsed = (/** @type {{ places: Place[] }} */ { places }) => places.some((place) => used.has(place.id));
  return [...turns.filter(isUsed), ...turns.filter((turn) => !isUsed(turn)).map((turn) => ({ ...turn, aside: true }))];
}

/** While sessions run, what is over leaves its room to what comes. @param {All} all @param {number} now */
function stillToCome(all, now) {
  if (all.gathering.phase !== "sessions") return all.slots;
  const left = all.slots.filter((slot) => !isOver(slot, now));
  return left.some((slot) => slot.kind === "session") ? left : all.slots;
}

/** @param {All} all */
function unplaced(all) {
  const topics = lookup(all).unplaced;
  const turns = chunks(topics, UNPLACED).map((some) => ({ topics: some, total: topics.length }));
  return numbered("agenda", turns, "unplaced");
}

/** @param {All} all @param {number} now @returns {{ now: Moment | null, next: Moment | null }[]} */
function moments(all, now) {
  const on = momentOf(all, all.slots.find((slot) => isOn(slot, now)));
  const coming = all.slots.filter((slot) => ms(slot.starts) > now);
  const next = momentOf(all, coming.find((slot) => sessionsIn(all, slot).length) ?? coming[0]);
  if (!on && !next) return [];
  // A break alone would be an empty page: it is a line above what comes next.
  if (on && !on.total && next) return split(next, UNDER_A_BREAK).map((one) => ({ now: on, next: one }));
  if (Math.max(on?.total ?? 0, next?.total ?? 0) <= BESIDE_EACH_OTHER) return [{ now: on, next }];
  return [...split(on).map((one) => ({ now: one, next: null })), ...split(next).map((one) => ({ now: null, next: one }))];
}

/** In the order of the places, as on the wall. @param {All} all @param {Slot} slot */
const sessionsIn = (all, slot) => all.places.flatMap((place) => lookup(all).cell(place.id, slot.id));

/** Somebody said so, before its slot was over. @param {Session} session */
export const hasEnded = (session) => session.state === "held" || session.state === "held_alone";

/** What goes on first, then what has ended early. @param {All} all @param {Slot | undefined} slot @returns {Moment | null} */
function momentOf(all, slot) {
  if (!slot) return null;
  const every = sessionsIn(all, slot);
  const sessions = [...every.filter((session) => !hasEnded(session)), ...every.filter(hasEnded)];
  return { slot, sessions, total: sessions.length };
}

/** @param {Moment | null} moment @param {number} [most] @returns {Moment[]} */
function split(moment, most = ALONE) {
  if (!moment?.total) return moment ? [moment] : [];
  return chunks(moment.sessions, most).map((sessions) => ({ ...moment, sessions }));
}

export const LATE_PHASES = ["convergence", "closing", "published"];

/** Whether a session took place: somebody said so, was there, or wrote; or its time, or the day, has come and gone.
 * @param {All} all @param {Session} session @param {number} now */
function tookPlace(all, session, now) {
  if (["running", "held", "held_alone"].includes(session.state) || session.report !== "none") return true;
  if (session.state !== "placed") return false;
  const slot = all.slots.find((one) => one.id === session.slot);
  return session.here > 0 || LATE_PHASES.includes(all.gathering.phase) || Boolean(slot && isOver(slot, now));
}

/** Sessions that took place, and those of them whose report is not in. @param {All} all @param {number} now */
export function reports(all, now) {
  const due = all.sessions.filter((one) => one.state !== "cancelled" && tookPlace(all, one, now));
  const missing = due.filter((one) => one.report === "none" || one.report === "draft");
  return { due, missing };
}

/** Nothing is due: no page, unless the desk wants it. @param {All} all @param {number} now */
function reportLists(all, now) {
  const { due, missing } = reports(all, now);
  if (!due.length && all.wall.page !== "reports") return [];
  const lists = missing.length ? chunks(missing, MISSING) : [[]];
  return lists.map((some) => ({ missing: some, due: due.length, late: missing.length }));
}
