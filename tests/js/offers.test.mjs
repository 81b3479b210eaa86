// After a restore: what this phone was answered in the last day goes again, once, in order, and nothing that it must not.
import assert from "node:assert/strict";
import { test } from "node:test";
import { answeredInMemory } from "../../static/js/core/answered.js";
import { inMemory } from "../../static/js/core/kept.js";
import { createOffers, withoutOwnBase } from "../../static/js/core/offers.js";
import { openRoom } from "../../static/js/core/room.js";
import { createServer } from "./support/server.mjs";
import { pass, settle } from "./support/settle.mjs";

const START = {
  code: "BCDFGHJ", screen: /** @type {const} */ ("phone"), person: 7, role: "participant", language: "en", csrf: "token", words: {},
  timezone: "Europe/Amsterdam", name: "Open day",
};
const DAY = 24 * 3_600_000;

/** @param {import("node:test").TestContext} context */
function setUp(context) {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_800_000_000_000 });
  context.mock.method(Math, "random", () => 0.5);
  const server = createServer();
  const answered = answeredInMemory();
  const kept = { ...inMemory(), lasting: true };

  /** A page of the same phone. @param {{gone?: string|null}} [how] */
  function open({ gone = null } = {}) {
    const page = { holder: "" };
    const life = {
      gone: () => gone, visible: () => true, onWaking: () => () => {}, onHiding: () => () => {}, warnBeforeLeaving: () => {},
      onLeaving: (/** @type {string} */ holder) => { page.holder = holder; return () => {}; },
    };
    const room = openRoom({ screen: "phone" }, {
      start: START, dial: server.dial, fetch: /** @type {any} */ (server.fetch), life,
      kept: Promise.resolve(kept), answered: Promise.resolve(answered),
    });
    context.after(room.close);
    return { room, page };
  }

  /** The server is gone for a moment, and comes back as it was long ago. @param {() => void} [meanwhile] */
  async function restored(meanwhile = () => {}) {
    server.up = false;
    server.cut();
    meanwhile();
    server.restore();
    server.done = [];
    server.asked = [];
    server.up = true;
    await pass(context.mock, 4_000, 250);
  }
  return { server, answered, kept, open, restored, mock: context.mock };
}

/** @param {any} one */
const told = ({ n, name, fields, offer }) => [n, name.split(".")[1], fields, offer];

test("what the backup does not have goes again under its number, before anything new", async (context) => {
  const { server, open, restored } = setUp(context);
  const { room } = open();
  await settle();
  const first = await room.wish("marketplace.post_topic", { title: "before" });
  const id = first.result?.topic;
  await room.wish("agenda.place_topic", { topic: id, place: 1, slot: 1 });
  const done = room.waiting.value.length;
  await restored(() => void room.wish("marketplace.post_topic", { title: "meanwhile" }));
  assert.equal(done, 0);
  assert.deepEqual(server.asked.map(told), [
    [1, "post_topic", { title: "before" }, { epoch: "first", result: { topic: id } }],
    [2, "place_topic", { topic: id, place: 1, slot: 1 }, { epoch: "first", result: {} }],
    [3, "post_topic", { title: "meanwhile" }, { epoch: "first", result: {} }],
  ]);
  assert.deepEqual(room.all.value?.topics.map(({ title }) => title), ["before", "meanwhile"]);
  assert.deepEqual(room.waiting.value, []);
});

test("what is wished on the new line is no offer, and a second greeting offers nothing", async (context) => {
  const { server, open, restored, mock } = setUp(context);
  const { room } = open();
  await settle();
  await room.wish("marketplace.post_topic", { title: "before" });
  await restored();
  await room.wish("marketplace.post_topic", { title: "after" });
  server.cut();
  await pass(mock, 4_000, 250);
  assert.deepEqual(server.asked.map(({ n, offer }) => [n, offer?.epoch]), [[1, "first"], [2, undefined]]);
});

test("what the backup has is not sent again", async (context) => {
  const { server, open, restored } = setUp(context);
  const { room } = open();
  await settle();
  for (const title of ["a", "b", "c"]) await room.wish("marketplace.post_topic", { title });
  const had = new Map([...server.receipts].map(([client, answers]) => [client, new Map([...answers].slice(0, 2))]));
  server.receipts.clear = () => had.forEach((answers, client) => server.receipts.set(client, answers));
  await restored();
  assert.deepEqual(server.asked.map(({ n, fields }) => [n, fields.title]), [[3, "c"]]);
});

test("what a page that is long gone was answered goes first", async (context) => {
  const { server, open, restored, mock } = setUp(context);
  const gone = open();
  await settle();
  const { result } = await gone.room.wish("marketplace.post_topic", { title: "of the page before" });
  gone.room.close();
  await pass(mock, 20_000, 1_000);
  const { room } = open();
  await settle();
  await room.wish("marketplace.mark_interest", { topic: result?.topic, answer: "come" });
  await restored();
  assert.deepEqual(server.asked.map(({ name }) => name.split(".")[1]), ["post_topic", "mark_interest"]);
  assert.notEqual(server.asked[0].client, server.asked[1].client);
  assert.deepEqual(room.waiting.value, []);
});

test("a page that opens after the restore offers for the one before it", async (context) => {
  const { server, open, mock } = setUp(context);
  const before = open();
  await settle();
  await before.room.wish("marketplace.post_topic", { title: "before" });
  before.room.close();
  server.restore();
  server.asked = [];
  const { room } = open({ gone: before.page.holder });
  await pass(mock, 4_000, 250);
  assert.deepEqual(server.asked.map(told), [[1, "post_topic", { title: "before" }, { epoch: "first", result: { topic: 101 } }]]);
  assert.deepEqual(room.all.value?.topics.map(({ title }) => title), ["before"]);
});

test("a line that dies before the page that is gone was greeted costs nothing", async (context) => {
  const { server, open, mock } = setUp(context);
  const before = open();
  await settle();
  await before.room.wish("marketplace.post_topic", { title: "before" });
  before.room.close();
  server.restore();
  server.done = [];
  server.greetings = 1;
  open({ gone: before.page.holder });
  await settle();
  await settle();
  assert.equal(server.greetings, Infinity);
  server.up = false;
  await pass(mock, 3_000, 250);
  server.up = true;
  await pass(mock, 8_000, 250);
  assert.deepEqual(server.done, ["before"]);
});

test("what rests on something that goes again gets the id that this has now", async (context) => {
  const { server, open, restored } = setUp(context);
  const { room } = open();
  await settle();
  const posted = room.wish("marketplace.post_topic", { title: "before" });
  const id = room.all.value?.topics[0]?.id;
  await posted;
  await restored(() => void room.wish("agenda.place_topic", { topic: id, place: 1, slot: 1 }));
  const [first, second] = server.asked;
  assert.deepEqual([first.fields.title, second.fields], ["before", { topic: { now: 102 }, place: 1, slot: 1 }]);
});

test("numbers that were refused, or answered longer than a day ago, are passed over", async (context) => {
  const { server, open, restored, mock } = setUp(context);
  const { room } = open();
  await settle();
  await room.wish("marketplace.post_topic", { title: "the day before" });
  await pass(mock, DAY + 60_000, 10_000_000);
  server.say("pulse", { now: Date.now() + 60_000, heads: {} });
  await room.wish("marketplace.post_topic", { title: "a" });
  server.closed = true;
  await room.wish("marketplace.post_topic", { title: "refused" });
  server.closed = false;
  await room.wish("marketplace.post_topic", { title: "b" });
  await restored();
  assert.deepEqual(server.done, ["a", "b"]);
  assert.deepEqual(room.waiting.value.map(({ fields, again }) => [fields.title, again]), [["refused", undefined]]);
});

test("without any socket the offers go by plain requests", async (context) => {
  const { server, open, mock } = setUp(context);
  const { room } = open();
  await settle();
  for (const title of ["a", "b"]) await room.wish("marketplace.post_topic", { title });
  server.up = false;
  server.cut();
  server.restore();
  server.done = [];
  await pass(mock, 40_000, 500);
  assert.equal(room.line.value.state, "live");
  assert.deepEqual(server.done, ["a", "b"]);
});

test("a refusal of an offer is shown with its text; what was meant for its moment is not", async (context) => {
  const { server, open, restored } = setUp(context);
  const { room } = open();
  await settle();
  await room.wish("marketplace.post_topic", { title: "before" });
  server.closed = true;
  await restored();
  assert.deepEqual(room.waiting.value.map(({ fields, refusal }) => [fields.title, refusal?.code]), [["before", "closed"]]);
  assert.equal(room.waiting.value[0]?.again, true);
  const [only] = room.waiting.value;
  room.dismiss(only?.n ?? "");
  // Refused once is refused: the next page does not come with it again.
  const later = open();
  await pass(context.mock, 12_000, 1_000);
  assert.deepEqual(later.room.waiting.value, []);
  later.room.close();
  server.closed = false;
  const skipped = await room.wish("gatherings.set_timer", { minutes: 5 });
  assert.equal(skipped.ok, true);
  server.momentary = true;
  server.restore();
  server.epoch = "third";
  server.cut();
  await pass(context.mock, 4_000, 250);
  assert.deepEqual(room.waiting.value, []);
});

test("an address of a link is not kept, nor what is older than a day, nor anything of who left", async (context) => {
  const clock = { now: 10 * DAY };
  context.mock.timers.enable({ apis: ["Date"], now: clock.now });
  const shelf = answeredInMemory();
  const offers = createOffers({ owner: "BCDFGHJ/7", answered: Promise.resolve(shelf), now: () => clock.now });
  /** @param {number} n @param {number} at @param {any} result */
  const done = (n, at, result = {}) => offers.keep(/** @type {any} */ ({
    owner: "BCDFGHJ/7", client: "c", n, at, name: "people.make_link", fields: { right: "wall" }, base: undefined, line: "first",
  }), result, "first");
  await done(1, clock.now - DAY - 1);
  await done(2, clock.now - DAY + 1, { link: 5, url: "http://x/l/secret", qr: "<svg>secret" });
  assert.ok(!JSON.stringify(await shelf.rows("BCDFGHJ/7")).includes("secret"));
  assert.deepEqual((await offers.of("c", "second", 0)).map(({ n, made }) => [n, made]), [[2, { link: 5 }]]);
  assert.equal((await shelf.rows("BCDFGHJ/7")).length, 1);
  await offers.erase();
  await done(3, clock.now);
  assert.deepEqual(await shelf.rows("BCDFGHJ/7"), []);
});

test("of two own changes of a thing only the first asks what others did", () => {
  const row = (/** @type {any} */ base) => /** @type {any} */ ({ base });
  const [first, second, third] = withoutOwnBase([row({ "report:4": 5 }), row({ "report:4": 6, "topic:1": 2 }), row(undefined)]);
  assert.deepEqual([first?.base, second?.base, third?.base], [{ "report:4": 5 }, { "topic:1": 2 }, {}]);
});
