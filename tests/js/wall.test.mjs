// The wall: which pages turn in which phase, and how much of a large agenda one page holds.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fitAgenda } from "../../static/js/wall/agenda-fit.js";
import { everyPage, hasEnded, turning } from "../../static/js/wall/pages.js";
import { START, followed, placeOf, stepped } from "../../static/js/wall/turning.js";
import { emptyAll, session, topic } from "./support/samples.mjs";

const NOW = Date.parse("2026-11-22T12:00:00Z");
const AREA = { width: 50.9, height: 19.8 };
const BEAMER = { width: 37.6, height: 19.8 };

/** @param {string} phase @param {string} [page] */
const pages = (phase, page = "auto") => {
  const all = { ...emptyAll(), topics: [topic({})], sessions: [session({ state: "held" })], wall: { page } };
  all.gathering.phase = phase;
  return [...new Set(turning(all, everyPage(all, AREA, NOW)).map((turn) => turn.page))];
};

test("what the day brought turns in convergence and closing, first in the circle, and wherever the desk wants it", () => {
  assert.deepEqual(pages("convergence"), ["reports", "harvest", "agenda", "theme"]);
  assert.deepEqual(pages("closing"), ["harvest", "reports"]);
  assert.deepEqual(pages("sessions"), ["agenda", "reports"]);
  assert.deepEqual(pages("sessions", "harvest"), ["harvest"]);
});

test("the book is a page once it is released; before, the harvest says where it will be", () => {
  const all = { ...emptyAll(), topics: [topic({})], sessions: [session({ state: "held" })] };
  const first = (/** @type {string} */ phase, /** @type {boolean} */ releasing) => {
    const every = everyPage({ ...all, gathering: { ...all.gathering, phase, releasing } }, AREA, NOW);
    const [turn] = turning({ ...all, gathering: { ...all.gathering, phase, releasing } }, every);
    return [turn.page, every.book.length];
  };
  assert.deepEqual(first("closing", false), ["harvest", 0]);
  assert.deepEqual(first("published", false), ["harvest", 0]);
  assert.deepEqual(first("published", true), ["book", 1]);
});

test("a new phase begins with its own first page, whoever turned or held the wall before", () => {
  const list = (/** @type {string} */ phase, page = "auto") => {
    const all = { ...emptyAll(), topics: [topic({})], sessions: [session({})], wall: { page } };
    all.slots = [{ ...all.slots[0], starts: "2026-11-22T11:30:00Z", ends: "2026-11-22T12:30:00Z" }];
    all.gathering.phase = phase;
    return turning(all, everyPage(all, AREA, NOW));
  };
  const shown = (/** @type {typeof START} */ at, /** @type {string} */ phase, page = "auto") =>
    list(phase, page)[placeOf(list(phase, page), at)].page;
  const market = followed(START, "auto", "marketplace");
  const turned = stepped(market, "join 0", 1, list("marketplace"));
  assert.equal(shown(turned, "marketplace"), "theme");

  // The agenda belongs to both phases, and still the new one does not begin with it.
  const atAgenda = { ...market, key: "agenda 0" };
  assert.equal(shown(followed(atAgenda, "auto", "sessions"), "sessions"), "now");
  const byHand = followed({ ...atAgenda, hand: 1, held: true }, "auto", "sessions");
  assert.deepEqual([byHand.hand, byHand.held, shown(byHand, "sessions")], [0, false, "now"]);
  assert.equal(shown(followed({ ...atAgenda, key: "reports 0" }, "auto", "closing"), "closing"), "harvest");

  // Nothing moved: the keys keep the wall. A page that the desk fixed stays as well.
  const kept = { ...market, key: "join 0", hand: 1 };
  assert.equal(followed(kept, "auto", "marketplace"), kept);
  const fixed = followed(atAgenda, "agenda", "marketplace");
  assert.equal(shown(followed(fixed, "agenda", "sessions"), "sessions", "agenda"), "agenda");
  assert.equal(shown(followed(followed(fixed, "agenda", "sessions"), "auto", "sessions"), "sessions"), "now");
});

test("what is over already comes after what goes on", () => {
  const places = [1, 2, 3].map((id) => ({ ...emptyAll().places[0], id, position: id }));
  const states = /** @type {const} */ (["held", "running", "held_alone"]);
  const sessions = states.map((state, index) => session({ id: index + 1, place: index + 1, state }));
  const slots = [{ ...emptyAll().slots[0], starts: "2026-11-22T11:30:00Z", ends: "2026-11-22T12:30:00Z" }];
  const [{ now }] = everyPage({ ...emptyAll(), topics: [topic({})], slots, places, sessions }, AREA, NOW).now;
  assert.deepEqual(now?.sessions.map((one) => [one.id, hasEnded(one)]), [[2, false], [1, true], [3, true]]);
});

test("a page of places that nobody uses waits behind the others, and does not turn by itself", () => {
  const places = Array.from({ length: 20 }, (_, index) => ({ ...emptyAll().places[0], id: index + 1, position: index }));
  const slots = Array.from({ length: 6 }, (_, index) => ({ ...emptyAll().slots[0], id: index + 1 }));
  const grid = (/** @type {any[]} */ sessions) => {
    const all = { ...emptyAll(), topics: [topic({})], places, slots, sessions };
    const every = everyPage(all, AREA, NOW);
    const ids = (/** @type {any[]} */ turns) => turns.filter((turn) => turn.page === "agenda" && turn.places).map((turn) => turn.places[0].id);
    return { every: [...new Set(ids(every.agenda))], turning: [...new Set(ids(turning(all, every)))] };
  };
  const untouched = grid([]);
  assert.ok(untouched.every.length > 1, "more than one page");
  assert.deepEqual(untouched.turning, untouched.every, "an empty agenda invites");
  const used = grid([session({ place: 20 })]);
  assert.deepEqual(used.turning, [untouched.every.at(-1)]);
  assert.deepEqual(used.every, [untouched.every.at(-1), ...untouched.every.slice(0, -1)]);
});

test("twenty places and six rounds: letters of 1/30 of the screen at least, and enough of them to know a title by", () => {
  for (const area of [AREA, BEAMER]) {
    const { columns, rows, type, lines, placeWidth } = fitAgenda(6, 3, 20, area);
    assert.ok(type > 0.99, "never smaller");
    const width = (area.width - placeWidth) / columns - 2;
    // Words go to the next line whole, which costs some three letters of each.
    assert.ok(lines * (Math.floor(width / (0.5 * type)) - 3) >= 24, `${lines} lines of ${width / (0.5 * type)} letters`);
    assert.ok(Math.ceil(6 / columns) * Math.ceil(20 / rows) <= 8, "a round of the whole agenda is calm");
  }
});

test("a break is a line above what comes next, and never a page of its own", () => {
  const hour = (/** @type {number} */ n) => new Date(NOW + n * 3_600_000).toISOString();
  const [first] = emptyAll().slots;
  const slots = [
    { ...first, id: 1, title: "Lunch", kind: /** @type {const} */ ("break"), starts: hour(-0.5), ends: hour(0.5) },
    { ...first, id: 2, title: "B", starts: hour(0.5), ends: hour(1.5) },
  ];
  const nowPages = (/** @type {number} */ count) => {
    const places = Array.from({ length: count }, (_, index) => ({ ...emptyAll().places[0], id: index + 1, position: index }));
    const sessions = places.map(({ id }) => session({ id, place: id, slot: 2, topic: 1 }));
    const all = { ...emptyAll(), topics: [topic({})], slots, places, sessions };
    return everyPage(all, AREA, NOW).now.map(({ now, next }) => [now?.slot.title, next?.slot.title, next?.sessions.length]);
  };
  assert.deepEqual(nowPages(3), [["Lunch", "B", 3]]);
  assert.deepEqual(nowPages(8), [["Lunch", "B", 4], ["Lunch", "B", 4]]);
  assert.deepEqual(nowPages(0), [["Lunch", "B", 0]]);
});
