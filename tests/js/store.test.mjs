// The store: what is old is ignored, what follows is applied, what is missing is noticed, in any order.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../static/js/core/store.js";
import { emptyAll, topic } from "./support/samples.mjs";

/** @param {number} number @param {string} title */
const posted = (number, title) =>
  ({ number, kind: "marketplace.topic_posted", topic: topic({ id: number, title }) });

/** @param {any[]} changes */
const message = (changes) =>
  ({ stream: "all", from: changes[0].number, to: changes[changes.length - 1].number, changes });

/** @param {ReturnType<typeof createStore>} store */
const titles = (store) => store.stream("all").value.state.topics.map((/** @type {any} */ one) => one.title);

function loaded() {
  const store = createStore();
  store.load("all", 10, emptyAll());
  return store;
}

test("contiguous changes are applied, old ones are not applied twice", () => {
  const store = loaded();
  assert.equal(store.apply(message([posted(11, "a"), posted(12, "b")])), "applied");
  assert.equal(store.apply(message([posted(11, "wrong")])), "old");
  assert.deepEqual(titles(store), ["a", "b"]);
  assert.equal(store.number("all"), 12);
});

test("a message that begins before what is known adds only what is new", () => {
  const store = loaded();
  store.apply(message([posted(11, "a"), posted(12, "b")]));
  assert.equal(store.apply(message([posted(12, "wrong"), posted(13, "c")])), "applied");
  assert.deepEqual(titles(store), ["a", "b", "c"]);
});

test("a gap is reported, and closed by what was missing", () => {
  const store = loaded();
  assert.equal(store.apply(message([posted(12, "b")])), "gap");
  assert.equal(store.missing("all"), true);
  assert.deepEqual(titles(store), [], "nothing is applied out of order");
  assert.equal(store.apply(message([posted(11, "a")])), "applied");
  assert.equal(store.missing("all"), false);
  assert.deepEqual(titles(store), ["a", "b"]);
});

test("a message with a hole in it is a gap behind the hole", () => {
  const store = loaded();
  assert.equal(store.apply({ stream: "all", from: 11, to: 13, changes: [posted(11, "a"), posted(13, "c")] }), "gap");
  assert.equal(store.number("all"), 11);
});

test("changes that come before the state wait for it", () => {
  const store = createStore();
  assert.equal(store.apply(message([posted(11, "a"), posted(12, "b")])), "gap");
  store.load("all", 11, { ...emptyAll(), topics: [topic({ id: 11, title: "a" })] });
  assert.deepEqual(titles(store), ["a", "b"]);
  assert.equal(store.missing("all"), false);
});

test("an older state never replaces a newer one, unless the line of numbers is another", () => {
  const store = loaded();
  store.apply(message([posted(11, "a")]));
  store.load("all", 10, emptyAll());
  assert.deepEqual(titles(store), ["a"]);
  store.distrustAll();
  assert.deepEqual(titles(store), ["a"], "the picture stays until there is another");
  assert.equal(store.apply(message([posted(12, "b")])), "gap", "but nothing is added to it");
  store.load("all", 3, emptyAll());
  assert.deepEqual(titles(store), []);
});

test("an unknown kind is skipped: an older page, a newer server", () => {
  const store = loaded();
  const unknown = [{ number: 11, kind: "dreams.dreamt" }, { number: 12, kind: "constructor" }];
  assert.equal(store.apply(message([...unknown, posted(13, "c")])), "applied");
  assert.deepEqual(titles(store), ["c"]);
});

test("a total touches one topic of two thousand and copies nothing else", () => {
  const store = createStore();
  const topics = Array.from({ length: 2000 }, (_, id) => topic({ id, title: `topic ${id}` }));
  const before = { ...emptyAll(), topics };
  store.load("all", 1, before);
  const counted = { number: 2, kind: "marketplace.interest_counted", topics: { 7: { come: 4, maybe: 1 } } };
  store.apply(message([counted]));
  const after = store.stream("all").value.state;
  assert.deepEqual(after.topics[7].interest, { come: 4, maybe: 1 });
  assert.equal(after.topics.filter((/** @type {any} */ one, /** @type {number} */ at) => one !== topics[at]).length, 1);
  assert.equal(after.sessions, before.sessions);
  assert.deepEqual(before.topics[7]?.interest, { come: 0, maybe: 0 }, "the older state is as it was");
});

/** Numbers that look like chance and are the same in every run. @param {number} seed */
function chance(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return Math.floor((state / 2147483648) * below);
  };
}

test("any order and any doubling of batches ends in the same state", () => {
  const history = Array.from({ length: 40 }, (_, at) => posted(11 + at, `topic ${at}`));
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = chance(seed);
    /** @type {any[]} */
    const batches = [];
    for (let at = 0; at < history.length;) {
      const size = 1 + random(5);
      batches.push(message(history.slice(at, at + size)));
      at += size;
    }
    // Some come twice, some overlap, and then all in any order.
    for (let more = 0; more < 10; more += 1) {
      const at = random(history.length - 6);
      batches.push(message(history.slice(at, at + 1 + random(6))));
    }
    const store = loaded();
    while (batches.length > 0) store.apply(batches.splice(random(batches.length), 1)[0]);
    assert.equal(store.number("all"), 50, `seed ${seed}`);
    assert.deepEqual(titles(store), history.map((change) => change.topic.title), `seed ${seed}`);
    assert.equal(store.missing("all"), false, `seed ${seed}`);
  }
});
