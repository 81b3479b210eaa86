// What was proposed and nobody changed reads in the reader's language, and the rest of the state stays the same things.
import assert from "node:assert/strict";
import { test } from "node:test";
import { languageOf, reader, setProposed } from "../../static/js/core/proposed.js";
import { emptyAll } from "./support/samples.mjs";

/** @param {import("node:test").TestContext} context */
function inDutch(context) {
  setProposed({ Lunch: "Lunch", "Closing circle": "Slotkring", Slotkring: "Slotkring", "Place {n}": "Plek {n}", "Plek {n}": "Plek {n}" });
  context.after(() => setProposed({}));
}

const sample = () => {
  const all = emptyAll();
  const place = (/** @type {string} */ name) => ({ ...all.places[0], name });
  const slot = (/** @type {string} */ title) => ({ ...all.slots[0], title });
  return {
    ...all,
    gathering: { ...all.gathering, principles: ["Closing circle", "Be kind."], law: "Slotkring" },
    places: ["Place 12", "Place 12 upstairs", "Barn"].map(place),
    slots: ["A", "Closing circle", "Slotkring", "Lunch"].map(slot),
  };
};

test("proposed words are read in the reader's language; what somebody wrote stays", (context) => {
  inDutch(context);
  const read = reader()(sample());
  assert.deepEqual(read.places.map(({ name }) => name), ["Plek 12", "Place 12 upstairs", "Barn"]);
  assert.deepEqual(read.slots.map(({ title }) => title), ["A", "Slotkring", "Slotkring", "Lunch"]);
  assert.deepEqual([read.gathering.principles, read.gathering.law], [["Slotkring", "Be kind."], "Slotkring"]);
  assert.deepEqual(["Plek 3", "Be kind."].map((text) => languageOf(text, "en")), [null, "en"]);
});

test("a change elsewhere leaves places and slots the same things", (context) => {
  inDutch(context);
  const [read, all] = [reader(), sample()];
  const [before, after] = [read(all), read({ ...all, topics: [] })];
  assert.equal(before.places, after.places);
  assert.equal(before.slots, after.slots);
  assert.equal(before.gathering, after.gathering);
  assert.notEqual(read({ ...all, places: [...all.places] }).places, after.places);
});
