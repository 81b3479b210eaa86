// A shared note on one phone: what is typed is kept, sent once the line is there, and never lost with a screen or a page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { signal } from "@preact/signals";
import * as Y from "yjs";
import { notesInMemory } from "../../static/js/core/kept-notes.js";
import { createNotes } from "../../static/js/core/notes.js";
import { attach, deliver } from "../../static/js/notes/attach.js";
import { settle } from "./support/settle.mjs";

const OWNER = "WTRDM24/7";
const SESSION = 5;

/** A text area, as far as a note needs one. */
function textArea() {
  let heard = () => {};
  return {
    value: "", readOnly: false, selectionStart: 0, selectionEnd: 0, setSelectionRange: () => {},
    addEventListener: (_name, listener) => { heard = listener; },
    removeEventListener: () => { heard = () => {}; },
    types(text) {
      this.value += text;
      heard();
    },
  };
}

/** A server with one note, and a page at it. `disk` is what the device keeps from page to page. */
function setUp(context, { disk = notesInMemory(), epoch = "e1", server = new Y.Doc() } = {}) {
  context.mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  globalThis.document ??= { activeElement: null };
  const live = signal(true);
  const sent = [];
  let answers = true;
  const wire = {
    live,
    epoch: signal(epoch),
    on: () => () => {},
    onHiding: () => () => {},
    ask: async (_event, { vector, update }) => {
      await settle();
      if (!live.peek()) return null;
      if (vector) return { ok: true, diff: Y.encodeStateAsUpdate(server, vector), vector: Y.encodeStateVector(server) };
      if (!answers) return { ok: false, code: "limit", final: true, message: "This note is full." };
      sent.push(update);
      Y.applyUpdate(server, update);
      return { ok: true };
    },
  };
  const notes = createNotes({ kept: Promise.resolve(disk), owner: OWNER, keeps: true, now: () => Date.now() });
  const room = /** @type {any} */ ({ wire, notes });
  /** Opens the note on a screen. */
  function opens() {
    const area = textArea();
    const told = [];
    const detach = attach({ room, session: SESSION, area: /** @type {any} */ (area), editable: true, told: (...now) => told.push(now) });
    return { area, told, detach };
  }
  async function pass(ms) {
    for (let at = 0; at < ms; at += 50) {
      context.mock.timers.tick(50);
      await settle();
      await settle();
    }
  }
  return {
    disk, live, room, notes, opens, pass, sent, server,
    refuse: () => { answers = false; },
    text: () => server.getText("note").toString(),
    /** Lets the module forget its open documents: the page is gone. */
    end: async () => {
      live.value = true;
      await pass(3_000);
    },
  };
}

test("what is typed is on the server a moment later, and nothing waits", async (context) => {
  const { opens, pass, text, notes, end } = setUp(context);
  const { area, told, detach } = opens();
  await pass(100);
  area.types("Two forms");
  assert.deepEqual(told.at(-1), ["waiting"]);
  await pass(500);
  assert.equal(text(), "Two forms");
  assert.deepEqual([told.at(-1), notes.unsent.value], [["live"], []]);
  detach();
  await end();
});

test("the last words before the screen is left are sent", async (context) => {
  const { opens, pass, text, end } = setUp(context);
  const { area, detach } = opens();
  await pass(100);
  area.types("Two forms");
  detach();
  await pass(500);
  assert.equal(text(), "Two forms");
  await end();
});

test("typed without a line and left: it waits, is shown again, and goes when the line is back", async (context) => {
  const { opens, pass, text, live, notes, sent, end } = setUp(context);
  const { area, detach } = opens();
  await pass(100);
  live.value = false;
  area.types("Two forms");
  await pass(400);
  detach();
  assert.deepEqual(notes.unsent.value.map(({ session }) => session), [SESSION]);
  const again = opens();
  assert.deepEqual([again.area.value, again.told.at(-1)], ["Two forms", ["waiting"]]);
  again.detach();
  live.value = true;
  await pass(500);
  assert.deepEqual([text(), sent.length, notes.unsent.value], ["Two forms", 1, []]);
  await end();
});

test("a page that died leaves its words to the next one, which needs not open the note", async (context) => {
  const before = new Y.Doc();
  before.getText("note").insert(0, "Two forms");
  const disk = notesInMemory();
  await disk.save({ owner: OWNER, session: SESSION, epoch: "e1", state: Y.encodeStateAsUpdate(before), unsent: 9, at: 9 });
  const { room, pass, text, notes, end } = setUp(context, { disk });
  await pass(50);
  assert.deepEqual(notes.unsent.value, [{ session: SESSION, at: 9 }]);
  deliver(room, SESSION);
  await pass(500);
  assert.deepEqual([text(), notes.unsent.value], ["Two forms", []]);
  assert.equal((await disk.load(OWNER, SESSION))?.unsent, null);
  await end();
});

test("without a line the note is read as this device last had it", async (context) => {
  const server = new Y.Doc();
  server.getText("note").insert(0, "Two forms");
  const first = setUp(context, { server });
  const shown = first.opens();
  await first.pass(4_000);
  shown.detach();
  await first.end();
  context.mock.timers.reset();
  const { opens, pass, live, end } = setUp(context, { disk: first.disk, server });
  live.value = false;
  const { area, told, detach } = opens();
  await pass(100);
  assert.deepEqual([area.value, told.at(-1)], ["Two forms", ["read"]]);
  detach();
  await end();
});

test("a document of another line of the database is never merged", async (context) => {
  const before = new Y.Doc();
  before.getText("note").insert(0, "Of yesterday");
  const disk = notesInMemory();
  await disk.save({ owner: OWNER, session: SESSION, epoch: "e0", state: Y.encodeStateAsUpdate(before), unsent: 9, at: 9 });
  const { opens, pass, text, notes, end } = setUp(context, { disk });
  const { area, told, detach } = opens();
  await pass(500);
  assert.deepEqual([area.value, told.at(-1), text()], ["Of yesterday", ["old"], ""]);
  detach();
  await notes.drop(SESSION);
  assert.deepEqual([notes.unsent.value, await disk.load(OWNER, SESSION)], [[], undefined]);
  await end();
});

test("a refusal is told and the words stay", async (context) => {
  const { opens, pass, refuse, notes, disk, end } = setUp(context);
  const { area, told, detach } = opens();
  await pass(100);
  refuse();
  area.types("One word too many");
  await pass(500);
  assert.deepEqual(told.at(-1), ["refused", "This note is full."]);
  assert.equal(notes.unsent.value.length, 1);
  assert.ok(await disk.load(OWNER, SESSION));
  detach();
  await end();
});

test("whose right ended leaves nothing; who is only unknown keeps what is nowhere else", async (context) => {
  const { disk, notes, pass } = setUp(context);
  const state = Y.encodeStateAsUpdate(new Y.Doc());
  await notes.save(1, { epoch: "e1", state, unsent: null });
  await notes.save(2, { epoch: "e1", state, unsent: 5 });
  await disk.save({ owner: "WTRDM24/8", session: 1, epoch: "e1", state, unsent: 5, at: 5 });
  const left = async () => (await Promise.all((await disk.owners()).map(disk.all))).flat().map(({ owner, session }) => `${owner} ${session}`);
  await notes.erase({ sparing: true });
  assert.deepEqual(await left(), [`${OWNER} 2`, "WTRDM24/8 1"]);
  await notes.eraseOthers((other) => other.startsWith("WTRDM24/"));
  assert.deepEqual(await left(), [`${OWNER} 2`]);
  await notes.erase();
  await notes.save(2, { epoch: "e1", state, unsent: 5 });
  assert.deepEqual(await left(), []);
  await pass(50);
});
