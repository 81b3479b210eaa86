// What a phone last knew: shown at once and as old, written while the line is live, gone when its person's right ends.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inMemory } from "../../static/js/core/kept.js";
import { openRoom } from "../../static/js/core/room.js";
import { knownInMemory } from "./support/known.mjs";
import { topic } from "./support/samples.mjs";
import { createServer } from "./support/server.mjs";
import { pass, settle } from "./support/settle.mjs";

const START = {
  code: "BCDFGHJ", screen: /** @type {const} */ ("phone"), person: 7, role: "participant", language: "en", csrf: "token", words: {},
  timezone: "Europe/Amsterdam", name: "Open day", offline: true, turn: false,
};

/** @param {import("node:test").TestContext} context */
function setUp(context) {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_800_000_000_000 });
  context.mock.method(Math, "random", () => 0.5);
  const server = createServer();
  const known = knownInMemory();
  const kept = { ...inMemory(), lasting: true };

  /** A page of this phone. @param {object} [start] */
  function open(start = {}) {
    const page = { hide: () => {} };
    const life = {
      gone: () => null, visible: () => true, onLeaving: () => () => {}, onWaking: () => () => {}, warnBeforeLeaving: () => {},
      onHiding: (/** @type {() => void} */ hide) => { page.hide = hide; return () => {}; },
    };
    const room = openRoom({ screen: "phone" }, {
      start: { ...START, ...start }, dial: server.dial, fetch: /** @type {any} */ (server.fetch), life,
      kept: Promise.resolve(kept), known: Promise.resolve(known),
    });
    context.after(room.close);
    return { room, page };
  }

  /** One visit while all is well, with a topic to see; then the page is left. */
  async function visit() {
    const { room, page } = open();
    await settle();
    server.publish("all", { kind: "marketplace.topic_posted", topic: topic({ id: 1, title: "Trees" }) });
    await settle();
    page.hide();
    await settle();
    room.close();
  }
  return { server, known, kept, open, visit, mock: context.mock };
}

/** @param {ReturnType<typeof openRoom>} room */
const titles = (room) => room.all.value?.topics.map((one) => one.title);

test("what was known is shown without a line, with its time, until the server has spoken", async (context) => {
  const { server, open, visit, mock } = setUp(context);
  await visit();
  const left = Date.now() + 60_000; // the server's clock
  await pass(mock, 3_600_000);
  server.up = false;
  server.portal = true;
  const { room } = open();
  await settle();
  assert.deepEqual(titles(room), ["Trees"]);
  assert.equal(room.me.value?.me.name, "Anna");
  assert.equal(room.line.value.old, left);
  assert.notEqual(room.line.value.state, "live");
  server.up = true;
  server.portal = false;
  server.publish("all", { kind: "marketplace.topic_posted", topic: topic({ id: 2, title: "Trams" }) });
  await pass(mock, 30_000);
  assert.deepEqual([room.line.value.state, room.line.value.old], ["live", null]);
  assert.deepEqual(titles(room), ["Trees", "Trams"]);
});

test("what is seen offline is never written over what was known", async (context) => {
  const { server, known, open, visit, mock } = setUp(context);
  await visit();
  const before = [...known.pictures.values()];
  server.up = false;
  server.portal = true;
  const { page } = open();
  await settle();
  page.hide();
  await pass(mock, 120_000);
  assert.deepEqual([...known.pictures.values()], before);
});

test("a busy line is written only now and then, a quiet one says that it was still true", async (context) => {
  const { server, known, open, mock } = setUp(context);
  open();
  await pass(mock, 6_000);
  let saved = 0;
  const { save } = known;
  known.save = async (...all) => { saved += 1; return save(...all); };
  for (let n = 1; n <= 20; n += 1) {
    server.publish("all", { kind: "marketplace.topic_posted", topic: topic({ id: n, title: `${n}` }) });
    await pass(mock, 500);
  }
  assert.ok(saved >= 1 && saved <= 3, `${saved} times in 10 s`);
  const at = () => known.visits.get("BCDFGHJ").at;
  const before = at();
  for (let n = 0; n < 20; n += 1) {
    server.say("pulse", { now: Date.now() + 60_000, here: 1, heads: {} });
    await pass(mock, 6_000);
  }
  assert.ok(at() - before >= 60_000);
});

test("who is taken out leaves neither pictures nor wishes; a server that knows nobody costs no wish", async (context) => {
  for (const [code, wishes] of /** @type {[string, number][]} */ ([["removed", 0], ["turn_over", 0], ["no_person", 1]])) {
    await context.test(code, async (inner) => {
      const { server, known, kept, open, visit, mock } = setUp(inner);
      await visit();
      const { room, page } = open();
      await pass(mock, 1_000);
      server.silent = true;
      void room.wish("marketplace.post_topic", { title: "Bees" });
      await settle();
      assert.equal((await kept.owners()).length, 1);
      server.say("bye", { code, retry_ms: 0 });
      await settle();
      page.hide();
      await pass(mock, 120_000);
      assert.deepEqual([known.visits.size, known.pictures.size], [0, 0]);
      assert.equal((await kept.owners()).length, wishes);
    });
  }
});

test("somebody else on this device sees nothing of the one before, whose wishes go too", async (context) => {
  const { server, known, kept, open, visit } = setUp(context);
  await visit();
  await kept.save({ owner: "BCDFGHJ/3", client: "c", n: 1, key: "c-1", name: "x", fields: {}, base: undefined, at: 0, was: null, skip: false, dismissed: false, refusal: null });
  await kept.save({ owner: "OTHERGH/3", client: "c", n: 1, key: "c-1", name: "x", fields: {}, base: undefined, at: 0, was: null, skip: false, dismissed: false, refusal: null });
  server.up = false;
  server.portal = true;
  const { room } = open({ person: 9 });
  await settle();
  assert.equal(room.all.value, null);
  assert.equal(known.pictures.size, 0);
  assert.deepEqual(await kept.owners(), ["OTHERGH/3"]);
});

test("who looks on without a name takes away no wishes: those of wall and desk in this browser are not theirs", async (context) => {
  const { kept, open } = setUp(context);
  const owners = ["BCDFGHJ/wall", "BCDFGHJ/3", "OTHERGH/desk"];
  for (const owner of owners) {
    await kept.save({ owner, client: "c", n: 1, key: "c-1", name: "x", fields: {}, base: undefined, at: 0, was: null, skip: false, dismissed: false, refusal: null });
  }
  open({ person: null, role: "onlooker" });
  await settle();
  assert.deepEqual(await kept.owners(), owners);
});

test("a turn on a shared tablet, and a server that wants nothing kept, leave nothing", async (context) => {
  for (const start of [{ turn: true }, { offline: false }]) {
    await context.test(JSON.stringify(start), async (inner) => {
      const { known, open, visit, mock } = setUp(inner);
      await visit();
      const { page } = open(start);
      await pass(mock, 10_000);
      page.hide();
      await settle();
      assert.deepEqual([known.visits.size, known.pictures.size], [0, 0]);
    });
  }
});
