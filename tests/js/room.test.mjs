// The core as a whole against a small server: what a person sees through blinks, kills, restores and portals.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inMemory } from "../../static/js/core/kept.js";
import { openRoom } from "../../static/js/core/room.js";
import { session, topic } from "./support/samples.mjs";
import { createServer } from "./support/server.mjs";
import { pass, settle } from "./support/settle.mjs";

const START = {
  code: "BCDFGHJ", screen: /** @type {const} */ ("phone"), person: 7, role: "participant", language: "en", csrf: "token", words: {},
  timezone: "Europe/Amsterdam", name: "Open day",
};

/** @param {import("node:test").TestContext} context */
function setUp(context) {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_800_000_000_000 });
  context.mock.method(Math, "random", () => 0.5);
  const server = createServer();
  const kept = { ...inMemory(), lasting: true };

  /** A page of the same phone. @param {{gone?: string|null, kept?: any, start?: object}} [how] */
  function open(how = {}) {
    const page = { wake: () => {}, hide: () => {}, asks: false, holder: "" };
    const life = {
      gone: () => how.gone ?? null,
      visible: () => true,
      onLeaving: (/** @type {string} */ holder) => { page.holder = holder; return () => {}; },
      onHiding: (/** @type {() => void} */ hide) => { page.hide = hide; return () => {}; },
      onWaking: (/** @type {() => void} */ wake) => { page.wake = wake; return () => {}; },
      warnBeforeLeaving: (/** @type {boolean} */ needed) => { page.asks = needed; },
    };
    const room = openRoom({ screen: "phone" }, {
      start: { ...START, ...how.start }, dial: server.dial, fetch: /** @type {any} */ (server.fetch), kept: Promise.resolve(how.kept ?? kept), life,
    });
    context.after(room.close);
    return { room, page };
  }
  return { server, kept, open, mock: context.mock };
}

/** @param {ReturnType<typeof openRoom>} room */
const titles = (room) => room.all.value?.topics.map((one) => one.title);

/** Notes what is shown whenever it changes. @template T @param {() => T} look @param {import("@preact/signals").ReadonlySignal<any>} from */
function watched(look, from) {
  /** @type {string[]} */
  const seen = [];
  from.subscribe(() => {
    const now = JSON.stringify(look());
    if (seen[seen.length - 1] !== now) seen.push(now);
  });
  return seen;
}

test("it loads, follows the own stream, knows names and the time", async (context) => {
  const { server, open, mock } = setUp(context);
  const { room } = open();
  assert.equal(room.all.value, null);
  await settle();
  assert.equal(room.line.value.state, "live");
  assert.deepEqual(titles(room), []);
  assert.equal(room.me.value?.me.name, "Anna");
  assert.deepEqual([room.name(7), room.name(99), room.name(null)], ["Anna", "somebody", "somebody"]);
  assert.equal(room.now(), Date.now() + 60_000);
  server.publish("all", { kind: "marketplace.topic_posted", topic: topic({ id: 1, title: "Trees" }) });
  await settle();
  assert.deepEqual(titles(room), ["Trees"]);
  server.say("pulse", { now: Date.now() + 60_000, here: 31, heads: { all: 11 }, joined: { people: 40, parties: {} } });
  await settle();
  assert.deepEqual([room.here.value, room.joined.value?.people], [31, 40]);
  await pass(mock, 1_000);
});

test("what was proposed is read in the reader's language, on every screen", async (context) => {
  const { server, open } = setUp(context);
  const { room } = open({ start: { proposed: { Lunch: "Middagpauze" } } });
  await settle();
  server.publish("all", { kind: "agenda.slot_saved", slot: { id: 9, title: "Lunch", starts: "2026-11-22T11:00:00Z", ends: "2026-11-22T12:00:00Z", kind: "break", places: [] } });
  await settle();
  assert.deepEqual(room.all.value?.slots.map((slot) => slot.title), ["A", "Middagpauze"]);
});

test("an own topic is seen at once, becomes the server's without a flicker, and keeps one identity", async (context) => {
  const { server, open, mock } = setUp(context);
  const { room } = open();
  await settle();
  const seen = watched(() => titles(room), room.all);
  const answer = room.wish("marketplace.post_topic", { title: "Trees" });
  assert.deepEqual(titles(room), ["Trees"], "in the same instant");
  const own = /** @type {any} */ (room.all.value?.topics[0]).id;
  assert.deepEqual([room.line.value.waiting, room.waiting.value[0]?.name], [1, "marketplace.post_topic"]);
  const { result } = await answer;
  await settle();
  await pass(mock, 2_000, 500);
  assert.deepEqual(seen, ["[]", '["Trees"]']);
  assert.deepEqual([room.all.value?.topics[0]?.id, room.real(own)], [result?.topic, result?.topic]);
  assert.equal(room.key(result?.topic), own, "its node stays the same one");
  assert.deepEqual([room.waiting.value, room.line.value.waiting], [[], 0]);
  assert.deepEqual(server.done, ["Trees"]);
});

test("an answered wish stays drawn until its change is here, however late", async (context) => {
  const { server, open, mock } = setUp(context);
  const { room } = open();
  await settle();
  server.mute = true;
  const { ok } = await room.wish("marketplace.post_topic", { title: "Trees" });
  await pass(mock, 3_000, 500);
  assert.deepEqual([ok, titles(room), room.waiting.value], [true, ["Trees"], []]);
  assert.notEqual(room.all.value?.topics[0]?.id, 101, "it is still only drawn");
  server.mute = false;
  server.say("pulse", { now: Date.now(), here: 1, heads: { all: 11 } });
  await pass(mock, 400, 100);
  assert.deepEqual(room.all.value?.topics.map(({ id, title }) => [id, title]), [[101, "Trees"]]);
});

test("changes of others are held back only for a moment while an own wish is under way", async (context) => {
  const { server, open, mock } = setUp(context);
  const { room } = open();
  await settle();
  server.silent = true;
  void room.wish("people.set_consent", { consent: "room" });
  await settle();
  server.publish("all", { kind: "marketplace.topic_posted", topic: topic({ id: 1, title: "Trees" }) });
  await settle();
  assert.deepEqual(titles(room), []);
  await pass(mock, 150, 50);
  assert.deepEqual(titles(room), ["Trees"]);
});

test("interest is counted once, whatever of its two streams is here first", async (context) => {
  const { server, open, mock } = setUp(context);
  server.publish("all", { kind: "marketplace.topic_posted", topic: topic({ id: 1, title: "Trees", interest: { come: 4, maybe: 0 } }) });
  const { room } = open();
  await settle();
  const seen = watched(() => [room.all.value?.topics[0]?.interest?.come, room.me.value?.interest[1]], room.all);
  void room.wish("marketplace.mark_interest", { topic: 1, answer: "come" });
  await settle();
  await pass(mock, 2_000, 500);
  assert.deepEqual(seen, ["[4,null]", '[5,"come"]']);
});

test("a refused wish goes from the picture at once and stays to be read until it is dismissed", async (context) => {
  const { server, open } = setUp(context);
  server.closed = true;
  const { room } = open();
  await settle();
  const answer = room.wish("marketplace.post_topic", { title: "Trees" });
  assert.deepEqual(titles(room), ["Trees"]);
  assert.equal((await answer).code, "closed");
  assert.deepEqual(titles(room), []);
  const [refused] = room.waiting.value;
  assert.deepEqual([refused?.refusal?.message, refused?.fields.title, room.line.value.waiting], ["Posting is closed.", "Trees", 0]);
  server.closed = false;
  await room.resend(refused?.n ?? "", { title: "Tall trees" });
  await settle();
  assert.deepEqual([titles(room), room.waiting.value, server.done], [["Tall trees"], [], ["Tall trees"]]);
});

test("offline it says so, keeps what is wished, and sends each thing once when it is back", async (context) => {
  const { server, open, mock } = setUp(context);
  const { room } = open();
  await settle();
  server.up = false;
  server.cut();
  assert.equal(room.line.value.state, "connecting");
  assert.equal(room.line.value.since, room.now());
  for (const title of ["a", "b", "c"]) void room.wish("marketplace.post_topic", { title });
  await pass(mock, 6_000, 500);
  assert.deepEqual([room.line.value.state, room.line.value.late, room.line.value.waiting], ["offline", true, 3]);
  assert.deepEqual(titles(room), ["a", "b", "c"]);
  server.up = true;
  await pass(mock, 12_000, 500);
  assert.equal(room.line.value.state, "live");
  assert.deepEqual([server.done, titles(room), room.line.value.late], [["a", "b", "c"], ["a", "b", "c"], false]);
});

test("who follows more than a hello may carry comes back all the same", async (context) => {
  const { server, open, mock } = setUp(context);
  const ids = Array.from({ length: 60 }, (_, n) => n + 1);
  for (const id of ids) {
    server.streams[`session:${id}`] = structuredClone(server.streams["session:5"]);
    server.publish("all", { kind: "agenda.session_placed", session: session({ id }) });
  }
  const { room } = open();
  await settle();
  const pages = ids.map((id) => room.session(id));
  await pass(mock, 1_000, 100);
  assert.ok(pages.every(({ value }) => value), "all are followed");
  server.cut();
  await pass(mock, 3_000, 500);
  for (const id of [1, 60]) server.publish(`session:${id}`, { kind: "agenda.present_changed", present: [7] });
  await settle();
  assert.deepEqual([1, 60].map((id) => pages[id - 1]?.value?.present), [[7], [7]]);
});

test("done and committed, but the line died before the answer: it is not done twice", async (context) => {
  const { server, open, mock } = setUp(context);
  const { room } = open();
  await settle();
  server.dropNext = 2;
  void room.wish("marketplace.post_topic", { title: "Trees" });
  await pass(mock, 5_000, 250);
  assert.deepEqual([server.done, titles(room), room.waiting.value], [["Trees"], ["Trees"], []]);
  assert.ok(server.resumed > 0, "and what was missed came as changes, not as a snapshot");
});

test("a server that says nothing is left for a new line", async (context) => {
  const { server, open, mock } = setUp(context);
  const { room } = open();
  await settle();
  server.deaf = true;
  void room.wish("marketplace.post_topic", { title: "Trees" });
  await pass(mock, 4_100, 100);
  assert.notEqual(room.line.value.state, "live");
  server.deaf = false;
  await pass(mock, 6_000, 250);
  assert.deepEqual([room.line.value.state, server.done, titles(room)], ["live", ["Trees"], ["Trees"]]);
});

test("a change that got lost is asked for after a moment", async (context) => {
  const { server, open, mock } = setUp(context);
  const { room } = open();
  await settle();
  server.publish("all", { kind: "marketplace.topic_posted", topic: topic({ id: 1, title: "lost" }) }, false);
  server.publish("all", { kind: "marketplace.topic_posted", topic: topic({ id: 2, title: "heard" }) });
  await settle();
  assert.deepEqual(titles(room), []);
  await pass(mock, 400, 100);
  assert.deepEqual(titles(room), ["lost", "heard"]);
});

test("a pulse that is ahead shows that the last change was lost", async (context) => {
  const { server, open, mock } = setUp(context);
  const { room } = open();
  await settle();
  server.publish("all", { kind: "marketplace.topic_posted", topic: topic({ id: 1, title: "lost" }) }, false);
  await pass(mock, 1_000, 250);
  assert.deepEqual(titles(room), []);
  server.say("pulse", { now: Date.now(), here: 1, heads: { all: 11 } });
  await pass(mock, 400, 100);
  assert.deepEqual(titles(room), ["lost"]);
});

test("too much was missed: the whole state is fetched", async (context) => {
  const { server, open, mock } = setUp(context);
  const { room } = open();
  await settle();
  server.up = false;
  server.cut();
  server.publish("all", { kind: "marketplace.topic_posted", topic: topic({ id: 1, title: "Trees" }) }, false);
  if (server.streams.all) server.streams.all.log = [];
  server.up = true;
  await pass(mock, 2_000, 250);
  assert.deepEqual(titles(room), ["Trees"]);
});

test("after a restore no number means what it did: the picture is the server's, the wish is sent", async (context) => {
  const { server, open, mock } = setUp(context);
  const { room } = open();
  await settle();
  await room.wish("marketplace.post_topic", { title: "before" });
  server.up = false;
  server.cut();
  void room.wish("marketplace.post_topic", { title: "meanwhile" });
  server.restore();
  server.up = true;
  await pass(mock, 3_000, 250);
  // What the backup did not have is offered first, see offers.test.mjs.
  assert.deepEqual(titles(room), ["before", "meanwhile"]);
});

test("a page that died leaves its wishes to the next, which draws and sends them", async (context) => {
  const { server, open, mock } = setUp(context);
  server.up = false;
  const first = open();
  for (const title of ["a", "b"]) void first.room.wish("marketplace.post_topic", { title });
  await pass(mock, 500, 100);
  first.room.close();
  server.up = true;
  const { room } = open({ gone: first.page.holder });
  await settle();
  await pass(mock, 2_000, 250);
  assert.deepEqual([server.done, titles(room), room.waiting.value], [["a", "b"], ["a", "b"], []]);
  void room.wish("marketplace.post_topic", { title: "c" });
  await settle();
  assert.deepEqual(server.done, ["a", "b", "c"]);
});

test("what was drawn for a dead page is drawn for the next one, before any answer", async (context) => {
  const { server, open, mock } = setUp(context);
  const first = open();
  await settle();
  server.deaf = true;
  void first.room.wish("marketplace.post_topic", { title: "a" });
  await settle();
  first.room.close();
  server.deaf = false;
  server.up = false;
  const { room } = open({ gone: first.page.holder });
  await pass(mock, 500, 100);
  assert.deepEqual([titles(room), room.line.value.waiting], [["a"], 1]);
});

test("where nothing can be kept it is said, and asked before the page is closed", async (context) => {
  const { server, open, mock } = setUp(context);
  const broken = { ...inMemory(), lasting: true, save: () => Promise.reject(new DOMException("full", "QuotaExceededError")) };
  const { room, page } = open({ kept: broken });
  await settle();
  assert.deepEqual([room.line.value.kept, page.asks], [true, false]);
  server.deaf = true;
  void room.wish("marketplace.post_topic", { title: "Trees" });
  await settle();
  assert.deepEqual([room.line.value.kept, page.asks], [false, true]);
  server.deaf = false;
  await pass(mock, 8_000, 250);
  assert.deepEqual([server.done, page.asks], [["Trees"], false]);
});

test("without any socket for ten seconds plain requests carry changes and wishes", async (context) => {
  const { server, open, mock } = setUp(context);
  server.up = false;
  const { room } = open();
  await settle();
  assert.deepEqual(titles(room), [], "the picture itself needs no socket");
  void room.wish("marketplace.post_topic", { title: "a" });
  void room.wish("marketplace.post_topic", { title: "b" });
  await pass(mock, 9_500, 500);
  assert.deepEqual(server.done, []);
  await pass(mock, 3_000, 500);
  assert.deepEqual([server.done, room.line.value.state], [["a", "b"], "live"]);
  server.publish("all", { kind: "marketplace.topic_posted", topic: topic({ id: 1, title: "c" }) });
  await pass(mock, 7_000, 500);
  assert.deepEqual(titles(room), ["a", "b", "c"]);
  server.up = true;
  await pass(mock, 40_000, 1_000);
  void room.wish("marketplace.post_topic", { title: "d" });
  await settle();
  assert.deepEqual(titles(room), ["a", "b", "c", "d"]);
});

test("the log-in page of a Wi-Fi is noticed and loses nothing", async (context) => {
  const { server, open, mock } = setUp(context);
  server.up = false;
  server.portal = true;
  const { room } = open();
  void room.wish("marketplace.post_topic", { title: "a" });
  await pass(mock, 30_000, 500);
  assert.deepEqual([room.line.value.portal, room.line.value.state, room.line.value.waiting], [true, "offline", 1]);
  server.portal = false;
  server.up = true;
  await pass(mock, 40_000, 500);
  assert.deepEqual([room.line.value.portal, room.line.value.state, server.done], [false, "live", ["a"]]);
});

test("a session's page is followed while somebody looks, and takes the session from the agenda", async (context) => {
  const { server, open } = setUp(context);
  server.publish("all", { kind: "agenda.session_placed", session: session({ id: 5 }) });
  const { room } = open();
  await settle();
  const page = room.session(5);
  /** What the page shows: the place from the agenda, who is there from its own stream. */
  const shown = () => page.value && [page.value.session.place, page.value.present];
  assert.equal(shown(), null);
  await settle();
  assert.deepEqual(shown(), [1, []]);
  server.publish("all", { kind: "agenda.session_changed", session: session({ id: 5, place: 2 }) });
  server.publish("session:5", { kind: "agenda.present_changed", present: [7] });
  await settle();
  assert.deepEqual(shown(), [2, [7]]);
  room.leave("session:5");
  assert.equal(shown(), null);
  assert.equal(room.session(5), page);
  await settle();
  assert.deepEqual(shown(), [2, [7]]);
  room.session(9);
  await settle();
  assert.deepEqual(room.refused.value, { "session:9": "forbidden" });
});

test("what is too long to be sent never enters the outbox", async (context) => {
  const { open } = setUp(context);
  const { room } = open();
  await settle();
  const answer = await room.wish("marketplace.post_topic", { title: "x".repeat(40_000) });
  assert.deepEqual([answer.ok, answer.code, room.waiting.value, titles(room)], [false, "limit", [], []]);
});

test("waking up with a dead line is noticed within two seconds", async (context) => {
  const { server, open, mock } = setUp(context);
  const { room, page } = open();
  await settle();
  server.deaf = true;
  page.wake();
  await pass(mock, 2_100, 100);
  assert.notEqual(room.line.value.state, "live");
  server.deaf = false;
  await pass(mock, 5_000, 100);
  assert.equal(room.line.value.state, "live");
});
