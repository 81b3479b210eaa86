// Words: placeholders, plurals by the language's own rules, English where a word is missing.
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { setWords, spoken, t, tn } from "../../static/js/core/words.js";

afterEach(() => setWords({}, "en"));

test("a missing word stays English, with its placeholders filled", () => {
  setWords({}, "nl");
  assert.equal(spoken(), "nl");
  assert.equal(t("Place {topic} at {place}", { topic: "Trees", place: "Hall" }), "Place Trees at Hall");
});

test("a known word is taken, an unknown placeholder is left to be seen", () => {
  setWords({ "Place {topic}": "Plaats {topic} {oops}" }, "nl");
  assert.equal(t("Place {topic}", { topic: "Bomen" }), "Plaats Bomen {oops}");
});

test("what a value contains is never filled again", () => {
  assert.equal(t("{a} {b}", { a: "{b}", b: "x" }), "{b} x");
});

test("an empty translation counts as missing, and words of Object are no words", () => {
  setWords({ Save: "" }, "nl");
  assert.equal(t("Save"), "Save");
  assert.equal(t("constructor"), "constructor");
});

test("English and Dutch have one and many", () => {
  assert.equal(tn("{n} person", "{n} people", 1), "1 person");
  assert.equal(tn("{n} person", "{n} people", 0), "0 people");
  setWords({ "{n} person": ["{n} mens", "{n} mensen"] }, "nl");
  assert.equal(tn("{n} person", "{n} people", 1), "1 mens");
  assert.equal(tn("{n} person", "{n} people", 2013), "2.013 mensen");
});

test("French says one for nought, and a list shorter than the rules takes its last form", () => {
  setWords({ "{n} person": ["{n} personne", "{n} personnes"] }, "fr");
  assert.equal(tn("{n} person", "{n} people", 0), "0 personne");
  assert.match(tn("{n} person", "{n} people", 1_000_000), / personnes$/);
});

test("Polish takes its third form", () => {
  setWords({ "{n} person": ["{n} osoba", "{n} osoby", "{n} osób"] }, "pl");
  assert.deepEqual([1, 3, 5].map((n) => tn("{n} person", "{n} people", n)), ["1 osoba", "3 osoby", "5 osób"]);
});
