// Leases: one page looks after an outbox, and a dead page's outbox is taken over by a living one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inMemory } from "../../static/js/core/kept.js";
import { createTabs } from "../../static/js/core/tabs.js";
import { pass, settle } from "./support/settle.mjs";

const OWNER = "BCDFGHJ/7";

/** @param {import("node:test").TestContext} context */
function browser(context) {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_000_000 });
  const kept = inMemory();

  /** One page; what it holds and loses can be looked at. @param {string} holder @param {string|null} [gone] */
  function page(holder, gone = null) {
    const log = { adopted: /** @type {[string, number[]][]} */ ([]), lost: /** @type {string[]} */ ([]), failed: 0 };
    const idle = new Set();
    const tabs = createTabs({
      kept: Promise.resolve(kept), owner: OWNER, holder, gone,
      adopt: (client, rows) => { log.adopted.push([client, rows.map(({ n }) => n)]); },
      lost: (client) => { log.lost.push(client); },
      failed: () => { log.failed += 1; },
      idle: (client) => idle.has(client),
    });
    context.after(tabs.stop);
    return { tabs, log, idle, keep: async (/** @type {number} */ n) => {
      await tabs.hold(holder);
      await kept.save(row(holder, n));
    } };
  }
  return { kept, page, mock: context.mock };
}

/** @param {string} client @param {number} n @returns {import("../../static/js/core/kept.js").Row} */
const row = (client, n) => ({
  owner: OWNER, client, n, key: `${client}-${n}`, name: "x", fields: {}, base: undefined, at: 0, was: null, skip: false,
  dismissed: false, refusal: null,
});

test("a living page keeps its outbox, however long it waits", async (context) => {
  const { page, mock } = browser(context);
  const one = page("one");
  const two = page("two");
  await one.tabs.start();
  await one.keep(1);
  await two.tabs.start();
  await pass(mock, 60_000, 500);
  assert.deepEqual([two.log.adopted, one.log.lost], [[], []]);
  assert.equal(one.tabs.mine("one"), true);
});

test("a dead page's outbox is taken over when its lease has run out, by one page only", async (context) => {
  const { page, mock } = browser(context);
  const dead = page("dead");
  await dead.keep(4);
  await dead.keep(5);
  const two = page("two");
  const three = page("three");
  await Promise.all([two.tabs.start(), three.tabs.start()]);
  assert.deepEqual([...two.log.adopted, ...three.log.adopted], [], "it may still be alive");
  await pass(mock, 14_000, 500);
  assert.deepEqual([...two.log.adopted, ...three.log.adopted], [["dead", [4, 5]]]);
  await pass(mock, 60_000, 500);
  assert.equal(two.log.adopted.length + three.log.adopted.length, 1);
});

test("a page that said goodbye is followed at once by the next one in its tab", async (context) => {
  const { page } = browser(context);
  const before = page("before");
  await before.keep(1);
  const after = page("after", "before");
  await after.tabs.start();
  assert.deepEqual(after.log.adopted, [["before", [1]]]);
});

test("a page that slept too long learns that its outbox is somebody else's", async (context) => {
  const { page, mock } = browser(context);
  const sleeper = page("sleeper");
  await sleeper.keep(1);
  const awake = page("awake");
  await awake.tabs.start();
  await pass(mock, 14_000, 500);
  assert.deepEqual(awake.log.adopted, [["sleeper", [1]]]);
  assert.equal(sleeper.tabs.mine("sleeper"), false, "it sends nothing before it has looked");
  await sleeper.tabs.beat();
  assert.deepEqual(sleeper.log.lost, ["sleeper"]);
});

test("a page that slept and finds its outbox alone goes on", async (context) => {
  const { page, mock } = browser(context);
  const sleeper = page("sleeper");
  await sleeper.keep(1);
  await pass(mock, 60_000, 1_000);
  assert.equal(sleeper.tabs.mine("sleeper"), false);
  await sleeper.tabs.beat();
  assert.deepEqual([sleeper.tabs.mine("sleeper"), sleeper.log.lost], [true, []]);
});

test("an empty outbox leaves no lease behind", async (context) => {
  const { kept, page } = browser(context);
  const one = page("one");
  await one.keep(1);
  const free = () => kept.claim({ owner: OWNER, client: "one", holder: "another", until: 0 }, Date.now(), null);
  assert.equal(await free(), false);
  await kept.remove(OWNER, "one", 1);
  one.idle.add("one");
  await one.tabs.beat();
  assert.equal(await free(), true);
});

test("somebody else at the same gathering, or the same person elsewhere, is not touched", async (context) => {
  const { kept, page, mock } = browser(context);
  await kept.save({ ...row("other", 1), owner: "BCDFGHJ/8" });
  await kept.save({ ...row("other", 1), owner: "KLMNPQR/7" });
  const one = page("one");
  await one.tabs.start();
  await pass(mock, 20_000, 1_000);
  assert.deepEqual(one.log.adopted, []);
});

test("where nothing can be kept the page goes on by itself", async (context) => {
  const { kept, page } = browser(context);
  kept.claim = () => Promise.reject(new Error("quota"));
  kept.clients = () => Promise.reject(new Error("quota"));
  const one = page("one");
  await one.tabs.hold("one");
  await one.tabs.beat();
  await settle();
  assert.equal(one.tabs.mine("one"), true);
  assert.ok(one.log.failed > 0);
});
