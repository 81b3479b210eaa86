// Draws: how an own wish already looks, and that the server's state itself is never touched.
import assert from "node:assert/strict";
import { test } from "node:test";
import { draw, recall } from "../../static/js/core/draw.js";
import { find } from "../../static/js/core/lists.js";
import { emptyAll, mine, session, topic } from "./support/samples.mjs";

const AT = Date.parse("2026-11-22T09:00:00Z");
const KEY = "cabcdefg-3";
const NEW = `new-${KEY}`;

/** @param {string} name @param {Record<string, any>} fields @param {any} [was] */
const wish = (name, fields, was = null) => ({ key: KEY, name, fields, was, at: AT });

/** Whoever changes the state itself is caught. @template T @param {T} value @returns {T} */
function frozen(value) {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

/** @param {string} stream @param {any} state @param {ReturnType<typeof wish>[]} wishes */
const drawn = (stream, state, ...wishes) => draw(stream, frozen(state), wishes, 7);

test("a posted topic stands at the end, mine and pending", () => {
  const all = drawn("all", emptyAll(), wish("marketplace.post_topic", { title: "Trees" }));
  assert.deepEqual(all.topics, [{
    id: NEW, title: "Trees", line: "", language: "en", conveners: [7], state: "open", version: 0,
    posted: "2026-11-22T09:00:00.000Z", changed: "2026-11-22T09:00:00.000Z", pending: KEY,
    interest: { come: 0, maybe: 0 },
  }]);
});

test("while counts are hidden no topic has any", () => {
  const before = emptyAll();
  before.gathering.counts_hidden = true;
  const all = drawn("all", before, wish("marketplace.post_topic", { title: "Trees" }));
  assert.equal("interest" in all.topics[0], false);
});

test("wishes are drawn in their order, also upon what is itself only a wish", () => {
  const post = wish("marketplace.post_topic", { title: "Trees" });
  const edit = { ...wish("marketplace.edit_topic", { topic: NEW, title: "Tall trees" }), key: "cabcdefg-4" };
  const place = { ...wish("agenda.place_topic", { topic: NEW, place: 1, slot: 1 }), key: "cabcdefg-5" };
  const all = drawn("all", emptyAll(), post, edit, place);
  assert.equal(all.topics[0].title, "Tall trees");
  assert.deepEqual([all.sessions[0].topic, all.sessions[0].place, all.sessions[0].id], [NEW, 1, "new-cabcdefg-5"]);
});

test("withdrawing and restoring", () => {
  const before = { ...emptyAll(), topics: [topic({})] };
  assert.equal(drawn("all", before, wish("marketplace.withdraw_topic", { topic: 1 })).topics[0].state, "withdrawn");
  const again = drawn("all", before, wish("marketplace.withdraw_topic", { topic: 1 }), wish("marketplace.restore_topic", { topic: 1 }));
  assert.equal(again.topics[0].state, "open");
});

for (const [was, answer, come, maybe] of /** @type {const} */ ([
  ["none", "come", 6, 2], ["come", "maybe", 4, 3], ["maybe", "none", 5, 1], ["come", "come", 5, 2],
  ["none", "skip", 5, 2], ["come", "skip", 4, 2],
])) {
  test(`interest from ${was} to ${answer}`, () => {
    const before = { ...emptyAll(), topics: [topic({ interest: { come: 5, maybe: 2 } })] };
    const mark = wish("marketplace.mark_interest", { topic: 1, answer }, was);
    assert.deepEqual(drawn("all", before, mark).topics[0].interest, { come, maybe });
    const person = drawn("person:7", mine(was === "none" ? {} : { interest: { 1: was } }), mark);
    assert.deepEqual(person.interest, answer === "none" ? {} : { 1: answer });
  });
}

test("an own mark never makes a total negative, and draws nothing while counts are hidden", () => {
  const mark = wish("marketplace.mark_interest", { topic: 1, answer: "none" }, "come");
  assert.equal(drawn("all", { ...emptyAll(), topics: [topic({})] }, mark).topics[0].interest.come, 0);
  const { interest: _none, ...hidden } = topic({});
  const all = { ...emptyAll(), topics: [hidden] };
  assert.equal(drawn("all", all, mark), all);
});

test("what was marked before is what the person then saw", () => {
  const view = { mine: mine({ interest: { 1: "maybe" } }), board: () => null };
  assert.equal(recall("marketplace.mark_interest", { topic: 1, answer: "come" }, view), "maybe");
  assert.equal(recall("marketplace.mark_interest", { topic: 2, answer: "come" }, view), "none");
  assert.equal(recall("marketplace.post_topic", { title: "x" }, view), null);
});

test("placing makes a session, or moves the one there is", () => {
  const place = wish("agenda.place_topic", { topic: 1, place: 1, slot: 1 });
  const made = drawn("all", { ...emptyAll(), topics: [topic({})] }, place).sessions;
  assert.deepEqual([made.length, made[0].id, made[0].state, made[0].pending], [1, NEW, "placed", KEY]);
  const moved = drawn("all", { ...emptyAll(), sessions: [session({ place: 2, here: 4 })] }, place).sessions;
  assert.deepEqual([moved.length, moved[0].id, moved[0].place, moved[0].here], [1, 1, 1, 4]);
});

test("nothing is ever drawn onto an occupied cell, unless the desk stacks", () => {
  const all = { ...emptyAll(), sessions: [session({ id: 1, topic: 1 }), session({ id: 2, topic: 2, place: 2 })] };
  for (const [name, fields] of /** @type {const} */ ([
    ["agenda.place_topic", { topic: 2, place: 1, slot: 1 }],
    ["agenda.place_topic", { topic: 3, place: 1, slot: 1 }],
    ["agenda.repeat_topic", { topic: 2, place: 1, slot: 1 }],
    ["agenda.move_session", { session: 2, place: 1, slot: 1 }],
  ])) assert.equal(drawn("all", all, wish(name, fields)), all, name);
  const stacked = drawn("all", all, wish("agenda.move_session", { session: 2, place: 1, slot: 1, stack: true }));
  assert.equal(find(/** @type {any[]} */ (stacked.sessions), 2).place, 1);
  const own = drawn("all", all, wish("agenda.move_session", { session: 1, place: 1, slot: 1 }));
  assert.equal(own.sessions[0].pending, KEY, "one's own cell is not somebody else's");
});

test("freeing, by topic and by session; cancelling gives the cell back too", () => {
  const all = { ...emptyAll(), sessions: [session({ id: 1 }), session({ id: 2, place: 2 })] };
  const places = (/** @type {any} */ state) => state.sessions.map((/** @type {any} */ one) => one.place);
  assert.deepEqual(places(drawn("all", all, wish("agenda.unplace_topic", { topic: 1 }))), [null, null]);
  assert.deepEqual(places(drawn("all", all, wish("agenda.unplace_session", { session: 2 }))), [1, null]);
  const cancelled = drawn("all", all, wish("agenda.end_session", { session: 2, state: "cancelled" }));
  assert.deepEqual([places(cancelled), cancelled.sessions[1].state], [[1, null], "cancelled"]);
  const held = drawn("all", all, wish("agenda.end_session", { session: 2, state: "held" }));
  assert.deepEqual([places(held), held.sessions[1].state], [[1, 2], "held"]);
});

test("being in a session moves one from where one was", () => {
  const all = { ...emptyAll(), sessions: [session({ id: 1, here: 3 }), session({ id: 2, here: 5 })] };
  const here = (/** @type {any} */ state) => state.sessions.map((/** @type {any} */ one) => one.here);
  assert.deepEqual(here(drawn("all", all, wish("agenda.check_in", { session: 2 }, 1))), [2, 6]);
  assert.deepEqual(here(drawn("all", all, wish("agenda.check_in", { session: 2 }, null))), [3, 6]);
  assert.deepEqual(here(drawn("all", all, wish("agenda.check_in", { session: 2 }, 2))), [3, 5]);
  assert.deepEqual(here(drawn("all", all, wish("agenda.check_out", { session: 1 }, 1))), [2, 5]);
  assert.deepEqual(here(drawn("all", all, wish("agenda.check_out", { session: 1 }, 2))), [3, 5]);
  assert.equal(drawn("person:7", mine(), wish("agenda.check_in", { session: 2 })).session, 2);
  assert.equal(drawn("person:7", mine({ session: 2 }), wish("agenda.check_out", { session: 2 })).session, null);
});

const report = {
  session: 5, discussed: "Shade", conclusions: "", requests: "", resources: "", open_questions: "", note_taker: null,
  state: "none", version: 0, published: null,
};

test("a report keeps what was not touched, and concerns its own session only", () => {
  const page = { session: 5, present: [], report, outcomes: [], board: null };
  const save = wish("notes.save_report", { session: 5, requests: "Ten trees" });
  const saved = drawn("session:5", page, save).report;
  assert.deepEqual([saved.discussed, saved.requests, saved.state, saved.pending], ["Shade", "Ten trees", "draft", KEY]);
  assert.equal(drawn("session:6", page, save), page);
  const twice = drawn("session:5", page, wish("notes.publish_report", { session: 5 }), save, wish("notes.publish_report", { session: 5 }));
  assert.equal(twice.report.state, "amended");
  const all = { ...emptyAll(), sessions: [session({ id: 5 })] };
  assert.equal(drawn("all", all, save).sessions[0].report, "draft");
});

test("an outcome is made, changed and taken out", () => {
  const old = { id: 1, kind: "action", text: "Ask", owner: 7, due: null, party: null, state: "open", session: 5, version: 1 };
  const page = { session: 5, present: [], report, outcomes: [old], board: null };
  const made = drawn("session:5", page, wish("notes.save_outcome", { session: 5, kind: "decision", text: "Plant" })).outcomes;
  assert.deepEqual(made[1], { id: NEW, kind: "decision", text: "Plant", owner: null, due: null, party: null, state: "open", session: 5, version: 0, pending: KEY });
  const edited = drawn("session:5", page, wish("notes.save_outcome", { outcome: 1, session: 5, kind: "action", text: "Ask twice" })).outcomes;
  assert.deepEqual(edited, [{ ...old, text: "Ask twice", pending: KEY }]);
  assert.deepEqual(drawn("session:5", page, wish("notes.remove_outcome", { outcome: 1 })).outcomes, []);
});

const board = {
  id: 9, session: 5, format: "plain", title: "", columns: [{ id: 1, title: "Good" }], step: "write", revealed: false,
  written: { cards: 3, people: 2 }, cards: [],
};
const card = { id: 4, board: 9, column: 1, text: "Shade", position: 2, late: false, author: 7, version: 1 };

test("a card is private with its author until the board is revealed", () => {
  const fields = { board: 9, column: 1, text: "Benches" };
  const hidden = wish("boards.write_card", fields, recall("boards.write_card", fields, { mine: null, board: () => /** @type {any} */ (board) }));
  assert.deepEqual(drawn("person:7", mine({ cards: [card] }), hidden).cards[1], {
    id: NEW, board: 9, column: 1, text: "Benches", position: 3, late: false, author: 7, version: 0, pending: KEY,
  });
  assert.equal(drawn("board:9", board, hidden), board);
  const open = { ...board, revealed: true };
  const late = wish("boards.write_card", fields, recall("boards.write_card", fields, { mine: null, board: () => /** @type {any} */ (open) }));
  assert.equal(drawn("board:9", open, late).cards[0].late, true);
  assert.deepEqual(drawn("person:7", mine(), late).cards, []);
});

test("a card is changed, moved and taken out where it stands", () => {
  const person = mine({ cards: [card] });
  assert.equal(drawn("person:7", person, wish("boards.edit_card", { card: 4, text: "Much shade" })).cards[0].text, "Much shade");
  const open = { ...board, revealed: true, cards: [card] };
  const moved = drawn("board:9", open, wish("boards.move_card", { card: 4, column: 2, position: 1 })).cards[0];
  assert.deepEqual([moved.column, moved.position, moved.text], [2, 1, "Shade"]);
  assert.deepEqual(drawn("board:9", open, wish("boards.remove_card", { card: 4 })).cards, []);
  assert.equal(drawn("board:9", board, wish("boards.remove_card", { card: 4 })), board);
});

test("what I wish about myself, and what the desk steers", () => {
  const me = drawn("person:7", mine(), wish("people.set_consent", { consent: "room" }), wish("people.rename", { name: "An" })).me;
  assert.deepEqual([me.consent, me.name, me.role], ["room", "An", "participant"]);
  const all = drawn("all", emptyAll(), wish("gatherings.turn_switch", { switch: "posting", on: false }), wish("gatherings.move_phase", { phase: "sessions" }));
  assert.deepEqual([all.gathering.posting, all.gathering.placing, all.gathering.phase], [false, true, "sessions"]);
});

test("a wish without a picture of its own leaves the state as it is, and so does an empty one", () => {
  const all = emptyAll();
  assert.equal(drawn("all", all, wish("people.make_link", { right: "wall" })), all);
  assert.equal(draw("all", null, [wish("marketplace.post_topic", { title: "x" })], 7), null);
});
