// The live line: jitter, farewells, waking up, silence; never two lines at once.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createLink } from "../../static/js/core/link.js";
import { pass, settle } from "./support/settle.mjs";

/** @param {import("node:test").TestContext} context @param {{random?: number, visible?: boolean}} [how] */
function setUp(context, { random = 0.5, visible = true } = {}) {
  context.mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_000_000 });
  context.mock.method(Math, "random", () => random);
  /** @type {ReturnType<typeof socket>[]} */
  const dialled = [];
  const greetings = { next: /** @type {string|null} */ ("ok"), asked: /** @type {number[]} */ ([]) };
  const breaks = /** @type {boolean[]} */ ([]);
  const link = createLink({
    dial: () => {
      const fresh = socket();
      dialled.push(fresh);
      return fresh;
    },
    // Null stands for a server that says nothing until the deadline.
    greet: async (deadline) => {
      greetings.asked.push(deadline);
      if (greetings.next !== null) return greetings.next;
      await new Promise((resolve) => setTimeout(resolve, deadline));
      return "again";
    },
    broken: (killed) => breaks.push(killed),
    visible: () => visible,
  });
  context.after(link.close);
  const last = () => /** @type {ReturnType<typeof socket>} */ (dialled[dialled.length - 1]);
  const live = async () => {
    link.connect();
    last().fire("connect");
    await settle();
  };
  return { link, dialled, last, live, greetings, breaks, mock: context.mock };
}

function socket() {
  /** @type {Map<string, ((...args: any[]) => void)[]>} */
  const listeners = new Map();
  const self = {
    closed: false,
    emitted: /** @type {{event: string, message: any, ack: (answer: any) => void}[]} */ ([]),
    on: (/** @type {string} */ event, /** @type {(...args: any[]) => void} */ listener) => {
      listeners.set(event, [...(listeners.get(event) ?? []), listener]);
    },
    emit: (/** @type {string} */ event, /** @type {any} */ message, /** @type {any} */ ack) => {
      self.emitted.push({ event, message, ack });
    },
    disconnect: () => {
      self.closed = true;
      self.fire("disconnect", "io client disconnect");
    },
    fire: (/** @type {string} */ event, /** @type {any[]} */ ...args) => {
      for (const listener of listeners.get(event) ?? []) listener(...args);
    },
  };
  return self;
}

test("it is live only after a greeting was answered", async (context) => {
  const { link, last, live, greetings } = setUp(context);
  link.connect();
  assert.equal(link.state.value, "connecting");
  last().fire("connect");
  assert.equal(link.state.value, "connecting");
  await settle();
  assert.equal(link.state.value, "live");
  assert.deepEqual(greetings.asked, [4_000]);
  await live();
});

test("it comes back by chance within a bound that doubles up to twenty seconds", async (context) => {
  const { link, dialled, last, mock } = setUp(context, { random: 0.999_999 });
  link.connect();
  /** @type {number[]} */
  const waits = [];
  for (let time = 0; time < 7; time += 1) {
    const before = dialled.length;
    last().fire("connect_error", new Error("xhr poll error"));
    let ms = 0;
    for (; dialled.length === before; ms += 250) await pass(mock, 250, 250);
    waits.push(ms);
  }
  assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 20_000, 20_000]);
});

test("an answered greeting begins the counting anew", async (context) => {
  const { link, dialled, last, live, mock } = setUp(context, { random: 0.999_999 });
  link.connect();
  for (let time = 0; time < 3; time += 1) {
    last().fire("connect_error", new Error("no"));
    await pass(mock, 8_000, 500);
  }
  await live();
  const before = dialled.length;
  last().fire("disconnect", "transport close");
  await pass(mock, 1_000, 250);
  assert.equal(dialled.length, before + 1);
});

test("a lost line is a blink first, and then said to be offline", async (context) => {
  const { link, last, live, mock, breaks } = setUp(context);
  await live();
  last().fire("disconnect", "transport close");
  assert.equal(link.state.value, "connecting");
  await pass(mock, 4_100);
  assert.equal(link.state.value, "offline");
  assert.deepEqual(breaks, [true]);
});

test("questions without an answer end when the line does", async (context) => {
  const { link, last, live } = setUp(context);
  await live();
  const answer = link.ask("do", { n: 1 });
  last().fire("disconnect", "transport close");
  assert.equal(await answer, null);
  assert.equal(await link.ask("do", { n: 1 }), null, "and nothing is asked where there is no line");
});

test("an older line is not listened to any more", async (context) => {
  const { link, last, live } = setUp(context);
  await live();
  const old = last();
  /** @type {any[]} */
  const heard = [];
  const off = link.on("changes", (message) => heard.push(message));
  old.fire("changes", "first");
  await live();
  assert.equal(old.closed, true);
  old.fire("changes", "ghost");
  old.fire("disconnect", "transport close");
  assert.equal(link.state.value, "live", "the end of an older line is no loss");
  last().fire("changes", "second");
  off();
  last().fire("changes", "third");
  assert.deepEqual(heard, ["first", "second"]);
});

test("the server says when to come back", async (context) => {
  const { dialled, last, live, mock, breaks } = setUp(context);
  await live();
  last().fire("bye", { code: "restart", retry_ms: 7_000 });
  await pass(mock, 6_900);
  assert.equal(dialled.length, 1);
  await pass(mock, 200);
  assert.equal(dialled.length, 2);
  assert.deepEqual(breaks, [false], "a farewell is no kill");
});

test("a page that nobody looks at does not take its line back at once", async (context) => {
  const { dialled, last, live, mock } = setUp(context, { visible: false });
  await live();
  last().fire("bye", { code: "replaced", retry_ms: 0 });
  await pass(mock, 19_000, 500);
  assert.equal(dialled.length, 1);
  await pass(mock, 1_500, 500);
  assert.equal(dialled.length, 2);
});

test("removed is the end", async (context) => {
  const { link, dialled, last, live, mock } = setUp(context);
  await live();
  last().fire("bye", { code: "removed", retry_ms: 0 });
  await pass(mock, 60_000, 5_000);
  await link.wake();
  assert.deepEqual([link.ended.value, link.state.value, dialled.length], ["removed", "offline", 1]);
});

test("so is the end of a minute on a shared tablet: this page is not the next one's", async (context) => {
  const { link, last, dialled, live, mock } = setUp(context);
  await live();
  last().fire("bye", { code: "turn_over", retry_ms: 0 });
  await pass(mock, 60_000);
  assert.deepEqual([link.ended.value, link.state.value, dialled.length], ["turn_over", "offline", 1]);
});

for (const code of ["no_person", "csrf", "origin"]) {
  test(`a connection refused with ${code} is the end, one that is full is not`, async (context) => {
    const { link, last } = setUp(context);
    link.connect();
    last().fire("connect_error", Object.assign(new Error("full"), { data: { code: "full" } }));
    assert.equal(link.ended.value, null);
    link.connect();
    last().fire("connect_error", Object.assign(new Error("refused"), { data: { code } }));
    assert.equal(link.ended.value, code);
  });
}

test("busy at the greeting is tried again, an unknown gathering is not", async (context) => {
  const { link, dialled, last, greetings, mock } = setUp(context);
  greetings.next = "busy";
  link.connect();
  last().fire("connect");
  await pass(mock, 1_000);
  assert.equal(dialled.length, 2);
  greetings.next = "unknown_gathering";
  last().fire("connect");
  await settle();
  assert.equal(link.ended.value, "unknown_gathering");
});

test("waking up asks at once; without an answer in two seconds there is a new line", async (context) => {
  const { link, dialled, live, greetings, mock } = setUp(context);
  await live();
  await link.wake();
  assert.deepEqual([greetings.asked, dialled.length], [[4_000, 2_000], 1]);
  greetings.next = null;
  void link.wake();
  void link.wake();
  await pass(mock, 1_900);
  assert.deepEqual([greetings.asked.length, dialled.length], [3, 1], "one probe at a time");
  await pass(mock, 200);
  assert.equal(dialled.length, 2);
});

test("waking up while a return is waited for does not wait", async (context) => {
  const { link, dialled, last, mock } = setUp(context, { random: 0.999_999 });
  link.connect();
  for (let time = 0; time < 4; time += 1) {
    last().fire("connect_error", new Error("no"));
    await pass(mock, 10_000, 500);
  }
  last().fire("connect_error", new Error("no"));
  await pass(mock, 3_000, 500);
  const before = dialled.length;
  await link.wake();
  assert.equal(dialled.length, before + 1);
  await link.wake();
  assert.equal(dialled.length, before + 1, "a line that is just being opened is left to it");
});

test("a line that has gone silent is asked", async (context) => {
  const { link, last, live, greetings, mock } = setUp(context);
  link.on("pulse", () => {});
  await live();
  await pass(mock, 11_000, 500);
  last().fire("pulse", {});
  await pass(mock, 11_000, 500);
  link.watch();
  assert.equal(greetings.asked.length, 1);
  await pass(mock, 2_000, 500);
  link.watch();
  assert.deepEqual(greetings.asked, [4_000, 2_000]);
});
