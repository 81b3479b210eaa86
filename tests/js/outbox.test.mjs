// The outbox: kept before sent, in order, answered once, and never in the way for ever.
import assert from "node:assert/strict";
import { test } from "node:test";
import { newClient } from "../../static/js/core/ids.js";
import { inMemory } from "../../static/js/core/kept.js";
import { createOutbox } from "../../static/js/core/outbox.js";
import { pass, settle } from "./support/settle.mjs";

const OWNER = "BCDFGHJ/7";

/** A line that a test plays: it notes what was sent and answers when told. */
function fakeWay() {
  /** @type {{message: any, answer: (answer: any) => void}[]} */
  const sent = [];
  const way = {
    live: true, width: 8, renewed: 0, stopped: /** @type {string[]} */ ([]),
    open: () => way.live,
    window: () => way.width,
    act: (/** @type {any} */ message) => new Promise((answer) => sent.push({ message, answer })),
    renew: () => { way.renewed += 1; },
    stop: (/** @type {string} */ code) => { way.stopped.push(code); },
    sent,
    numbers: () => sent.map(({ message }) => (message.name === "skip" ? `skip ${message.n}` : message.n)),
    /** Answers the oldest unanswered message of this number. */
    reply: (/** @type {number} */ n, /** @type {any} */ answer) => {
      const at = sent.findIndex(({ message }) => message.n === n);
      const [found] = sent.splice(at, 1);
      found?.answer({ n, ...answer });
    },
    done: (/** @type {number} */ n, result = {}, at = {}) => way.reply(n, { ok: true, at, result }),
  };
  return way;
}

/** @param {import("node:test").TestContext} context @param {any} [more] */
function setUp(context, more = {}) {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_000_000 });
  const way = fakeWay();
  const kept = inMemory();
  const client = more.client ?? newClient();
  /** @type {any[]} */
  const answered = [];
  const keep = {
    save: (/** @type {any} */ row) => kept.save(row),
    remove: (/** @type {any} */ row) => kept.remove(row.owner, row.client, row.n),
    answered: async (/** @type {any} */ row, /** @type {any} */ result) => {
      answered.push({ ...row, result });
      await kept.remove(row.owner, row.client, row.n);
    },
  };
  const line = { now: "first" };
  const parts = { owner: OWNER, client, keep, way, changed: () => {}, made: new Map(), line: () => line.now, ...more };
  const box = createOutbox(parts);
  const wish = (/** @type {string} */ title, /** @type {any} */ fields = {}) =>
    box.wish({ name: "marketplace.post_topic", fields: { title, ...fields }, was: null, at: 5 });
  return { box, way, kept, client, wish, answered, line, made: parts.made, timers: context.mock };
}

/** @param {ReturnType<typeof createOutbox>} box */
const waiting = (box) => box.items().filter(({ row, over, numbers }) => !over && !row.skip && numbers === null).length;

/** @param {ReturnType<typeof createOutbox>} box */
const refusals = (box) => box.items().map(({ row }) => [row.n, row.refusal?.code ?? null]);

test("a wish is kept before it is sent, and stays until its own answer", async (context) => {
  const { box, way, kept, client, wish } = setUp(context);
  const save = kept.save;
  /** @type {() => void} */
  let written = () => {};
  kept.save = async (row) => {
    await new Promise((resolve) => { written = () => resolve(undefined); });
    await save(row);
  };
  const answer = wish("Trees");
  await settle();
  box.pump();
  assert.deepEqual(way.numbers(), [], "not on the disk, not on the line");
  written();
  await settle();
  assert.deepEqual(way.sent[0]?.message, {
    n: 1, client, next: 1, name: "marketplace.post_topic", fields: { title: "Trees" }, base: undefined,
  });
  assert.equal((await kept.rows(OWNER, client)).length, 1);
  way.done(1, { topic: 88 }, { all: 12 });
  assert.deepEqual(await answer, { ok: true, result: { topic: 88 } });
  await settle();
  assert.equal((await kept.rows(OWNER, client)).length, 0);
  assert.equal(waiting(box), 0);
});

test("at most eight are under way, in order, and an answer takes only its own", async (context) => {
  const { way, kept, client, wish } = setUp(context);
  for (let n = 1; n <= 11; n += 1) void wish(`topic ${n}`);
  await settle();
  assert.deepEqual(way.numbers(), [1, 2, 3, 4, 5, 6, 7, 8]);
  way.done(3);
  await settle();
  assert.deepEqual(way.numbers(), [1, 2, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual((await kept.rows(OWNER, client)).map(({ n }) => n), [1, 2, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test("without a socket they go one by one", async (context) => {
  const { way, wish } = setUp(context);
  way.width = 1;
  for (let n = 1; n <= 3; n += 1) void wish(`topic ${n}`);
  await settle();
  assert.deepEqual(way.numbers(), [1]);
  way.done(1);
  await settle();
  assert.deepEqual(way.numbers(), [2]);
});

test("after a break everything unanswered goes again under the same numbers", async (context) => {
  const { box, way, wish } = setUp(context);
  for (let n = 1; n <= 3; n += 1) void wish(`topic ${n}`);
  await settle();
  way.done(1);
  await settle();
  way.live = false;
  box.broken(true);
  way.sent.length = 0;
  way.live = true;
  box.pump();
  assert.deepEqual(way.numbers(), [2, 3]);
  assert.equal(way.sent[0]?.message.next, 2);
});

test("an answer is awaited four seconds, then twice as long each time, and four again once they are quick", async (context) => {
  const { box, way, wish, timers } = setUp(context);
  /** How long one try waits before the line is renewed. */
  const waited = async () => {
    const before = way.renewed;
    let ms = 0;
    for (; way.renewed === before && ms < 60_000; ms += 500) await pass(timers, 500, 500);
    box.broken(false);
    way.sent.length = 0;
    box.pump();
    await settle();
    return ms;
  };
  void wish("Trees");
  await settle();
  assert.deepEqual([await waited(), await waited(), await waited(), await waited(), await waited()],
    [4_000, 8_000, 16_000, 30_000, 30_000]);
  assert.deepEqual(refusals(box), [[1, null]], "a slow server is no poison");
  way.done(1);
  void wish("Shade");
  await settle();
  assert.equal(await waited(), 4_000);
});

test("an answer in time but slow does not shorten the wait", async (context) => {
  const { box, way, wish, timers } = setUp(context);
  void wish("Trees");
  await settle();
  await pass(timers, 4_000, 500);
  assert.equal(way.renewed, 1);
  box.broken(false);
  way.sent.length = 0;
  box.pump();
  await pass(timers, 6_000, 500);
  way.done(1);
  await settle();
  void wish("Shade");
  await settle();
  await pass(timers, 7_500, 500);
  assert.equal(way.renewed, 1);
  await pass(timers, 500, 500);
  assert.equal(way.renewed, 2);
});

test("a refusal ends the wish, keeps its text, and stays until it is dismissed", async (context) => {
  const { box, way, kept, client, wish } = setUp(context);
  const answer = wish("Trees");
  await settle();
  way.reply(1, { ok: false, code: "closed", message: "Posting is closed.", final: true });
  assert.deepEqual(await answer, { ok: false, code: "closed", message: "Posting is closed.", fields: {} });
  await settle();
  assert.equal(waiting(box), 0);
  const [row] = await kept.rows(OWNER, client);
  assert.deepEqual([row?.fields.title, row?.refusal?.code], ["Trees", "closed"]);
  box.dismiss(row?.key ?? "");
  await settle();
  assert.deepEqual([box.items().length, (await kept.rows(OWNER, client)).length], [0, 0]);
  assert.deepEqual(way.numbers(), [], "nothing more is said about it");
});

test("not now: it waits as long as it is told, and what comes behind waits too", async (context) => {
  const { way, wish, timers } = setUp(context);
  void wish("a");
  await settle();
  way.reply(1, { ok: false, code: "slow_down", final: false, retry_ms: 3_000 });
  await settle();
  void wish("b");
  await pass(timers, 2_900);
  assert.deepEqual(way.numbers(), []);
  await pass(timers, 200);
  assert.deepEqual(way.numbers(), [1, 2]);
});

test("a gap: what the server wants goes first, the rest again behind it", async (context) => {
  const { way, wish, timers } = setUp(context);
  for (let n = 1; n <= 3; n += 1) void wish(`topic ${n}`);
  await settle();
  way.reply(1, { ok: false, code: "busy", final: false, retry_ms: 500 });
  way.reply(2, { ok: false, code: "gap", want: 1, final: false });
  way.reply(3, { ok: false, code: "gap", want: 1, final: false });
  await settle();
  assert.deepEqual(way.numbers(), []);
  await pass(timers, 600);
  assert.deepEqual(way.numbers(), [1, 2, 3]);
});

test("a gap while the wanted one is under way is no reason to shout", async (context) => {
  const { way, wish } = setUp(context);
  for (let n = 1; n <= 2; n += 1) void wish(`topic ${n}`);
  await settle();
  way.reply(2, { ok: false, code: "gap", want: 1, final: false });
  await settle();
  assert.deepEqual(way.numbers(), [1]);
  way.done(1);
  await settle();
  assert.deepEqual(way.numbers(), [2]);
});

test("a gap for something that is gone is skipped", async (context) => {
  const { box, way } = setUp(context, { client: "cadoptedadopted1", rows: [row(3), row(5)] });
  box.pump();
  await settle();
  assert.deepEqual(way.numbers(), [3, 5]);
  way.done(3);
  way.reply(5, { ok: false, code: "gap", want: 4, final: false });
  await settle();
  assert.deepEqual(way.numbers(), ["skip 4", 5]);
  way.reply(4, { ok: false, code: "skipped", final: true });
  way.done(5);
  await settle();
  box.settleDraws(() => true);
  assert.equal(box.empty(), true);
});

test("a number the server has long passed is not known to have arrived, and is said so", async (context) => {
  const { box, way, wish } = setUp(context);
  const answer = wish("Trees");
  await settle();
  way.reply(1, { ok: false, code: "gap", want: 9, final: false });
  assert.equal((await answer).code, "unknown");
  assert.deepEqual(refusals(box), [[1, "unknown"]]);
});

test("poison alone: three kills of the line, then it is set aside with its text and skipped", async (context) => {
  const { box, way, wish } = setUp(context);
  const answer = wish("Poison");
  for (let time = 1; time <= 3; time += 1) {
    await settle();
    assert.deepEqual(way.numbers(), [1], `try ${time}`);
    way.sent.length = 0;
    box.broken(true);
    box.pump();
  }
  assert.equal((await answer).code, "set_aside");
  void wish("Fine");
  await settle();
  assert.deepEqual(way.numbers(), ["skip 1", 2]);
  way.reply(1, { ok: false, code: "skipped", final: true });
  way.done(2);
  await settle();
  box.settleDraws(() => true);
  assert.deepEqual(box.items().map(({ row }) => [row.fields.title, row.refusal?.code]), [["Poison", "set_aside"]]);
});

test("poison among others: after two kills each goes alone, and only the guilty one is set aside", async (context) => {
  const { box, way, wish } = setUp(context);
  for (const title of ["a", "poison", "c"]) void wish(title);
  /** The line dies whenever the poisonous one is on it; the server answers what came before it. */
  for (let round = 0; round < 20; round += 1) {
    await settle();
    const poison = way.sent.findIndex(({ message }) => message.fields?.title === "poison");
    if (poison >= 0) {
      way.sent.length = 0;
      box.broken(true);
      box.pump();
    } else {
      for (const { message } of [...way.sent]) {
        if (message.name === "skip") way.reply(message.n, { ok: false, code: "skipped", final: true });
        else way.done(message.n);
      }
    }
  }
  await settle();
  box.settleDraws(() => true);
  assert.deepEqual(refusals(box), [[2, "set_aside"]]);
});

test("breaks that we made ourselves are no kills", async (context) => {
  const { box, way, wish } = setUp(context);
  void wish("Trees");
  for (let time = 0; time < 10; time += 1) {
    await settle();
    way.sent.length = 0;
    box.broken(false);
    box.pump();
  }
  assert.deepEqual(refusals(box), [[1, null]]);
});

test("our own fault three times: set aside; it had arrived after all: then it is done", async (context) => {
  const { box, way, wish, timers } = setUp(context);
  void wish("Trees");
  for (let time = 0; time < 3; time += 1) {
    await settle();
    way.reply(1, { ok: false, code: "error", reference: "ab12", final: false });
    await pass(timers, 5_000, 1_000);
  }
  assert.deepEqual(refusals(box), [[1, "error"]]);
  assert.deepEqual(way.numbers(), ["skip 1"]);
  way.done(1, { topic: 4 });
  await settle();
  box.settleDraws(() => true);
  assert.equal(box.empty(), true);
});

test("thrown away while it waits: a skip goes in its place, and nothing of it is left", async (context) => {
  const { box, way, kept, client, wish } = setUp(context);
  way.live = false;
  const answer = wish("Trees");
  void wish("Shade");
  await settle();
  box.dismiss(box.items()[0]?.row.key ?? "");
  assert.equal((await answer).code, "dismissed");
  assert.equal(waiting(box), 1);
  way.live = true;
  box.pump();
  await settle();
  assert.deepEqual(way.numbers(), ["skip 1", 2]);
  way.reply(1, { ok: false, code: "skipped", final: true });
  await settle();
  assert.deepEqual((await kept.rows(OWNER, client)).map(({ n }) => n), [2]);
});

test("a wish about something that is itself a wish waits for the server's id", async (context) => {
  const { box, way, wish, made } = setUp(context);
  void wish("Trees");
  const [first] = box.items();
  const id = `new-${first?.row.key}`;
  void box.wish({ name: "agenda.place_topic", fields: { topic: id, place: 1, list: [id] }, was: null, at: 5 });
  await settle();
  assert.deepEqual(way.numbers(), [1]);
  way.done(1, { topic: 88 }, { all: 3 });
  await settle();
  assert.deepEqual(way.sent[0]?.message.fields, { topic: 88, place: 1, list: [88] });
  assert.equal(made.get(id), 88);
});

test("where the first was refused, what belongs to it is refused too, and nothing is blocked", async (context) => {
  const { box, way, wish } = setUp(context);
  void wish("Trees");
  const id = `new-${box.items()[0]?.row.key}`;
  const placed = box.wish({ name: "agenda.place_topic", fields: { topic: id }, was: null, at: 5 });
  void wish("Shade");
  await settle();
  way.reply(1, { ok: false, code: "closed", final: true });
  await settle();
  assert.equal((await placed).code, "gone");
  assert.deepEqual(way.numbers(), ["skip 2", 3]);
});

test("text that only looks like such an id goes as it is", async (context) => {
  const { way, wish } = setUp(context);
  void wish("new-ideas-1");
  await settle();
  assert.equal(way.sent[0]?.message.fields.title, "new-ideas-1");
});

test("a drawn wish stays until every change it made is here", async (context) => {
  const { box, way, wish } = setUp(context);
  void wish("Trees");
  await settle();
  way.done(1, {}, { all: 12, "person:7": 3 });
  await settle();
  const here = /** @type {Record<string, number>} */ ({ all: 12, "person:7": 2 });
  box.settleDraws((stream, number) => (here[stream] ?? 0) >= number);
  assert.equal(box.items().length, 1);
  here["person:7"] = 3;
  box.settleDraws((stream, number) => (here[stream] ?? 0) >= number);
  assert.equal(box.items().length, 0);
});

test("a name that is somebody else's: another name, the same wishes and numbers", async (context) => {
  const { box, way, kept, client, wish } = setUp(context);
  way.live = false;
  void wish("Trees");
  await settle();
  await box.rename("cotherotherother1");
  way.live = true;
  box.pump();
  assert.deepEqual([way.sent[0]?.message.client, way.sent[0]?.message.n], ["cotherotherother1", 1]);
  assert.deepEqual([(await kept.rows(OWNER, client)).length, (await kept.rows(OWNER, "cotherotherother1")).length], [0, 1]);
});

test("no right any more ends the line and keeps the wish", async (context) => {
  const { box, way, wish } = setUp(context);
  void wish("Trees");
  await settle();
  way.live = false;
  way.reply(1, { ok: false, code: "no_person", final: false });
  await settle();
  assert.deepEqual(way.stopped, ["no_person"]);
  assert.deepEqual(refusals(box), [[1, null]]);
});

test("what was kept is sent again by the next page, and refused ones are only shown", async (context) => {
  const refusal = { code: "taken", message: "", fields: {} };
  const { box, way } = setUp(context, { client: "cadoptedadopted1", rows: [{ ...row(2), refusal }, row(3)] });
  box.pump();
  assert.deepEqual(way.numbers(), [3]);
  assert.equal(way.sent[0]?.message.next, 3);
  assert.deepEqual(refusals(box), [[2, "taken"], [3, null]]);
});

/** A row as another page left it. @param {number} n @returns {import("../../static/js/core/kept.js").Row} */
function row(n) {
  return {
    owner: OWNER, client: "cadoptedadopted1", n, key: `cadopted-${n}`, name: "marketplace.post_topic",
    fields: { title: `topic ${n}` }, base: undefined, at: 5, was: null, skip: false, dismissed: false, refusal: null,
  };
}
