// Golden stories: the Python tests write what was, what changed and what then is; the screen's store must agree.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { createStore } from "../../static/js/core/store.js";

const FOLDER = new URL("../stories/", import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith(".json"));

/** By its number a change belongs to one place; a story may leave the numbers out. @param {any} story */
function replay({ stream, before, changes }) {
  const first = changes[0]?.number ?? 1;
  const store = createStore();
  store.load(stream, first - 1, before);
  const numbered = changes.map((/** @type {any} */ change, /** @type {number} */ at) => ({ number: first + at, ...change }));
  store.apply({ stream, from: first, to: first + changes.length - 1, changes: numbered });
  return store.stream(stream).value.state;
}

test("there are stories", () => assert.ok(files.length >= 2));

for (const name of files) {
  test(`the story ${name}`, () => {
    const story = JSON.parse(readFileSync(new URL(name, FOLDER), "utf8"));
    const before = JSON.stringify(story.before);
    assert.deepEqual(replay(story), story.after);
    assert.equal(JSON.stringify(story.before), before, "an older state is never changed");
  });
}
