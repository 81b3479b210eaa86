// The server's time on a phone whose own clock is wrong.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createClock } from "../../static/js/core/clock.js";

const TWO_DAYS = 2 * 24 * 3600 * 1000;

/** @param {import("node:test").TestContext} context @param {number} now */
function at(context, now) {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"], now });
  return context.mock.timers;
}

test("the middle of the round trip is taken, also two days off", (context) => {
  const timers = at(context, 1_000_000_000_000);
  const clock = createClock();
  const sent = Date.now();
  timers.tick(200);
  clock.answered(sent - TWO_DAYS + 100, sent);
  assert.equal(clock.now(), Date.now() - TWO_DAYS);
});

test("the smallest round trip wins", (context) => {
  const timers = at(context, 1_000_000_000_000);
  const clock = createClock();
  let sent = Date.now();
  timers.tick(20);
  clock.answered(sent + 5_010, sent);
  sent = Date.now();
  timers.tick(2_000);
  // Slow, and all of it on the way back: taken alone it would be a second wrong.
  clock.answered(sent + 5_000, sent);
  assert.equal(clock.now(), Date.now() + 5_000);
});

test("a phone's clock that is set while the page lives is noticed", (context) => {
  const timers = at(context, 1_000_000_000_000);
  const clock = createClock();
  clock.answered(Date.now() + 5_000, Date.now());
  timers.setTime(Date.now() + 3_600_000);
  const server = 1_000_000_005_000;
  clock.heard(server);
  assert.equal(clock.now(), server);
});

test("a pulse corrects only what is impossible", (context) => {
  const timers = at(context, 1_000_000_000_000);
  const clock = createClock();
  clock.answered(Date.now(), Date.now());
  timers.tick(1_000);
  clock.heard(Date.now() - 900);
  assert.equal(clock.now(), Date.now(), "a late pulse changes nothing");
  clock.heard(Date.now() + 700);
  assert.equal(clock.now(), Date.now() + 700, "a pulse from the future shows that we are behind");
});

test("ticks come on the server's whole seconds", (context) => {
  const timers = at(context, 1_000_000_000_000);
  const clock = createClock();
  clock.answered(Date.now() + 300, Date.now());
  clock.start();
  /** @type {number[]} */
  const seen = [];
  clock.tick.subscribe((value) => seen.push(value % 1000));
  timers.tick(700);
  timers.tick(1_000);
  clock.stop();
  timers.tick(5_000);
  assert.deepEqual(seen, [300, 0, 0]);
});
