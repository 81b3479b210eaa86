// Times are the gathering's, whatever zone the phone is in.
import assert from "node:assert/strict";
import { test } from "node:test";
import { clockTime, day, dayKey, fresh, remaining, span } from "../../static/js/core/times.js";

const AMSTERDAM = "Europe/Amsterdam";

test("clock times are of the gathering's zone", () => {
  assert.equal(clockTime("2026-11-22T08:30:00Z", AMSTERDAM, "nl"), "09:30");
  assert.equal(clockTime("2026-11-22T23:05:00Z", AMSTERDAM, "en"), "00:05");
  assert.equal(span("2026-11-22T08:30:00Z", "2026-11-22T09:30:00Z", AMSTERDAM, "en"), "09:30–10:30");
});

test("the same wall time on both sides of the clock change", () => {
  assert.equal(clockTime("2026-10-24T08:00:00Z", AMSTERDAM, "en"), "10:00");
  assert.equal(clockTime("2026-10-26T09:00:00Z", AMSTERDAM, "en"), "10:00");
});

test("days are named in the person's language and keyed by the gathering's date", () => {
  assert.equal(day("2026-11-22T08:30:00Z", AMSTERDAM, "en"), "Sunday 22 November");
  assert.equal(day("2026-11-22T08:30:00Z", AMSTERDAM, "nl"), "zondag 22 november");
  assert.equal(dayKey("2026-11-22T23:30:00Z", AMSTERDAM), "2026-11-23");
});

test("a zone that this browser does not know is shown as UTC, and says so", () => {
  assert.equal(clockTime("2026-11-22T08:30:00Z", "Moon/Base", "en"), "08:30 UTC");
});

test("what remains is rounded up and never below nought", () => {
  assert.deepEqual([299_001, 1, 0, -5, 3_723_000].map(remaining), ["5:00", "0:01", "0:00", "0:00", "1:02:03"]);
});

test("a change is fresh for fifteen minutes", () => {
  const now = Date.parse("2026-11-22T09:00:00Z");
  assert.equal(fresh("2026-11-22T08:45:01Z", now), true);
  assert.equal(fresh("2026-11-22T08:45:00Z", now), false);
});
