// What the phone works out before it draws anything: searching, now and next, my sessions, ways to place, reasons.
import assert from "node:assert/strict";
import { test } from "node:test";
import { isMarked } from "../../static/js/agenda/changed.js";
import { firstShown, nowAndNext, placesOf } from "../../static/js/agenda/hours.js";
import { lookup } from "../../static/js/agenda/lookup.js";
import { missingReports, mySessions, wantedUnplaced } from "../../static/js/agenda/mine.js";
import { waysToPlace } from "../../static/js/agenda/placing.js";
import { filtered } from "../../static/js/marketplace/filter.js";
import { matching, meant } from "../../static/js/phone/people-found.js";
import { whyNot } from "../../static/js/phone/rights.js";
import { typedText } from "../../static/js/phone/wish-words.js";
import { sampleRoom } from "./sample.mjs";

const EVERY = { text: "", which: "all", language: "" };

function change(room, fields) {
  room.all.value = { ...room.all.value, ...fields };
}

function find(room, filter) {
  return filtered(room.all.value, { ...EVERY, ...filter }, 1, room.name).map((topic) => topic.title);
}

test("search knows no capitals and no accents, looks at names, and wants every word", () => {
  const room = sampleRoom();
  assert.deepEqual(find(room, { text: "een LOKET" }), ["Eén loket voor vier gemeenten: wat houdt ons tegen?"]);
  assert.deepEqual(find(room, { text: "joost release" }), ["What would a good release day look like?"]);
  assert.deepEqual(find(room, { text: "loket release" }), []);
});

test("filters leave what is asked for, newest first", () => {
  const room = sampleRoom();
  const [first, second] = find(room, {});
  const titles = room.all.value.topics.map((topic) => topic.title);
  assert.deepEqual([first, second], [titles[23], titles[22]]);
  assert.equal(find(room, { language: "nl" }).length, 12);
  assert.deepEqual(find(room, { which: "mine" }), [titles[20], titles[12], titles[0]]);
  assert.deepEqual(find(room, { which: "unplaced" }), [titles[23], titles[22], titles[21], titles[20]]);
});

test("a withdrawn topic is found only by its conveners", () => {
  const room = sampleRoom();
  const [mine, theirs] = room.all.value.topics;
  change(room, { topics: [{ ...mine, state: "withdrawn" }, { ...theirs, state: "withdrawn" }] });
  assert.deepEqual(find(room, {}), [mine.title]);
});

test("now and next, at the edges of a slot", () => {
  const { slots } = sampleRoom().all.value;
  const at = (time) => nowAndNext(slots, Date.parse(`2026-11-24T${time}Z`));
  const titles = ({ current, next }) => [current?.title, next?.title];
  assert.deepEqual(titles(at("08:29:59")), ["Opening and marketplace", "A"]);
  assert.deepEqual(titles(at("08:30:00")), ["A", "Coffee"]);
  assert.deepEqual(titles(at("23:00:00")), [undefined, undefined]);
});

test("the agenda opens at the round that is on or comes, at the end at the last one", () => {
  const { slots } = sampleRoom().all.value;
  const shown = (time) => firstShown(slots, Date.parse(`2026-11-24T${time}Z`))?.title;
  assert.deepEqual(["07:00:00", "09:29:00", "09:40:00", "20:00:00"].map(shown), ["A", "A", "B", "D"]);
  assert.equal(firstShown([], 0), undefined);
});

test("a slot without a list has every place, in the order of the wall", () => {
  const { all } = sampleRoom({ places: 3 });
  const places = [...all.value.places].reverse();
  const names = (list) => placesOf({ ...all.value, places }, { ...all.value.slots[1], places: list }).map(({ id }) => id);
  assert.deepEqual(names([]), [1, 2, 3]);
  assert.deepEqual(names([3, 1]), [1, 3]);
});

test("my sessions are those I convene, come to or sit in, by their time", () => {
  const room = sampleRoom({ me: { interest: { 8: "come", 9: "maybe" }, session: 19 } });
  const topics = mySessions(room.all.value, room.me.value).map((session) => session.topic);
  assert.deepEqual(topics, [1, 8, 13, 19]);
});

test("a convener misses a report once the session is over, not before, and not when nobody came", () => {
  const room = sampleRoom();
  const missing = (state, report) => {
    const [first, ...others] = sampleRoom().all.value.sessions;
    change(room, { sessions: [{ ...first, state, report }, ...others] });
    return missingReports(room.all.value, 1, room.now()).map((session) => session.id);
  };
  assert.deepEqual(missing("held", "none"), [1]);
  assert.deepEqual(missing("placed", "draft"), [1]); // its hour has passed without anybody saying so
  assert.deepEqual(missing("held", "published"), []);
  assert.deepEqual(missing("held_alone", "none"), []);
});

test("what I may put at a free cell: the topic without a place first, then moving and holding again", () => {
  const room = sampleRoom();
  const ways = waysToPlace(room).map(({ name, fields }) => [name, fields]);
  const session = room.all.value.sessions.find((one) => one.topic === 13).id;
  assert.deepEqual(ways, [
    ["agenda.place_topic", { topic: 21 }],
    ["agenda.repeat_topic", { topic: 1 }],
    ["agenda.move_session", { session }],
    ["agenda.repeat_topic", { topic: 13 }],
  ]);
});

test("a freed session is placed again by its topic while it is the only one", () => {
  const room = sampleRoom();
  const loose = { ...room.all.value.sessions[0], place: null, slot: null, state: "posted" };
  const ways = (sessions) => {
    change(room, { sessions });
    return waysToPlace(room).filter(({ topic }) => topic.id === 1).map(({ name, fields }) => [name, fields]);
  };
  assert.deepEqual(ways([loose]), [["agenda.place_topic", { topic: 1 }]]);
  assert.deepEqual(ways([loose, { ...loose, id: 99 }]).at(1), ["agenda.move_session", { session: 99 }]);
  assert.ok(lookup(room.all.value).unplaced.some((topic) => topic.id === 1));
});

test("a typed name means only the one of exactly that name, never the one whom half of it fits", () => {
  const room = sampleRoom();
  const names = { 1: "Jan", 2: "Jana", 3: "Marijan", 4: "Zoë" };
  room.people.value = Object.fromEntries(Object.entries(names).map(([id, name]) => [id, { name, party: null, mark: "" }]));
  const who = (text, chosen = []) => meant(room, text, matching(room, text, chosen));
  assert.deepEqual(matching(room, "jan", []), [1, 2, 3]);
  assert.deepEqual([who("JAN"), who("ja"), who("mari"), who(" zoe "), who("nobody")], [1, undefined, undefined, 4, undefined]);
  assert.equal(who("jan", [1]), undefined);
});

test("a closed switch gives its reason, but not to the desk", () => {
  const closed = { gathering: { posting: false } };
  assert.equal(whyNot(sampleRoom(), "posting"), null);
  assert.match(whyNot(sampleRoom(closed), "posting"), /can open it again/);
  assert.match(whyNot(sampleRoom({ phase: "opening" }), "placing"), /when the marketplace begins/);
  assert.equal(whyNot(sampleRoom({ ...closed, me: { me: { person: 1, role: "facilitator" } } }), "posting"), null);
});

test("of a refused wish only what was typed is kept as text", () => {
  assert.equal(typedText({ fields: { topic: 3, answer: "come", title: "Trees", line: " " } }), "Trees");
  assert.equal(typedText({ fields: { session: 3, state: "held" } }), "");
});

test("a session carries the mark only when it was moved, not when it was placed for the first time", () => {
  const room = sampleRoom();
  const [session] = room.all.value.sessions;
  const now = Date.parse("2026-11-24T10:00:00Z");
  const marked = (fields) => isMarked(room.all.value, { ...session, state: "placed", changed: "2026-11-24T09:58:00Z", ...fields }, now);
  assert.deepEqual([marked({ version: 1 }), marked({ version: 2 }), marked({ version: 2, state: "running" })], [false, true, false]);
  assert.equal(marked({ version: 2, changed: "2026-11-24T09:30:00Z" }), false);
});

test("a topic I said Come to is mine while it has no place, unless I convene it", () => {
  const room = sampleRoom();
  const mine = { ...room.me.value, interest: { 1: "come", 20: "maybe", 22: "come", 24: "come" } };
  const all = room.all.value;
  const titles = (wanted) => wanted.map((topic) => topic.id);
  assert.deepEqual(titles(wantedUnplaced(all, mine)), [22, 24]);
  const own = all.topics.map((topic) => (topic.id === 22 ? { ...topic, conveners: [1] } : topic));
  assert.deepEqual(titles(wantedUnplaced({ ...all, topics: own }, mine)), [24]);
});
