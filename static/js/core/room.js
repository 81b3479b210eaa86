// The screen's one door to the gathering: what is so, what this person wishes, and how the line is.
import { batch, computed, effect, signal } from "@preact/signals";
import { answeredInMemory, openAnswered } from "./answered.js";
import { createBoxes } from "./boxes.js";
import { createClock } from "./clock.js";
import { dialer } from "./dial.js";
import { recall } from "./draw.js";
import { createFallback } from "./fallback.js";
import { createHello } from "./hello.js";
import { createHold } from "./hold.js";
import { createHttp } from "./http.js";
import { openKept } from "./kept.js";
import { nothingKnown, openLastKnown } from "./last-known.js";
import { createLine } from "./line.js";
import { createLink } from "./link.js";
import { createMemory } from "./memory.js";
import { openKeptNotes, notesInMemory } from "./kept-notes.js";
import { createNames, shownName } from "./names.js";
import { createOffers } from "./offers.js";
import { createNotes } from "./notes.js";
import { pageLife } from "./page-life.js";
import { setProposed } from "./proposed.js";
import { createShell, dropShell } from "./shell.js";
import { readStart } from "./start.js";
import { createStore } from "./store.js";
import { createSync } from "./sync.js";
import { createViews } from "./views.js";
import { setWords, t } from "./words.js";

/** @typedef {import("./shapes.js").Id} Id */
/** @typedef {import("./item.js").Outcome} Outcome */
/** A wish that has no good answer yet; `n` names it for dismiss and resend. @typedef {{n: string, name: string, fields: Record<string, any>, at: number,
 *   refusal: import("./kept.js").Refused|null, again?: boolean}} Waiting `again`: it was done before, see offers.js */
/** @typedef {import("./views.js").BoardPage} BoardPage */
/** @typedef {ReturnType<typeof openRoom>} Room */

// A longer message would only break the line; what fits is far more than anybody types.
const LONGEST = 32 * 1024;

/** The line ended because this person's right did; the others only say that the server does not know this browser, which
 * may be a mistake of the one who runs it: what was not sent stays. */
const RIGHT_ENDED = new Set(["removed", "turn_over"]);
const NOT_KNOWN = new Set(["no_person", "unknown_gathering"]);

/** What a test puts in place of the page and the network.
 * @typedef {{start: import("./shapes.js").Start, dial: import("./dial.js").Dial, fetch: typeof fetch,
 *   kept: Promise<import("./kept.js").Kept>, answered: Promise<import("./answered.js").Answered>, known: Promise<import("./last-known.js").LastKnown>,
 *   keptNotes: Promise<import("./kept-notes.js").KeptNotes>, life: import("./page-life.js").PageLife}} Parts */

/** Opens the gathering for this page. @param {{screen: "phone"|"wall"|"desk"}} page @param {Partial<Parts>} [parts] */
export function openRoom({ screen }, parts = {}) {
  const start = parts.start ?? readStart();
  setWords(start.words, start.language);
  setProposed(start.proposed ?? {});
  const { code, csrf, person } = start;
  const life = parts.life ?? pageLife();

  const store = createStore();
  const clock = createClock();
  const names = createNames();
  const http = createHttp({ code, csrf, fetch: parts.fetch ?? fetch.bind(globalThis) });
  const here = signal(0);
  const full = signal(false);
  const joined = signal(/** @type {{people: number, parties: Record<string, number>}|null} */ (null));
  const outcomes = signal(/** @type {Record<"decision"|"action"|"question", number>|null} */ (null));

  const link = createLink({
    dial: parts.dial ?? dialer(csrf),
    visible: life.visible,
    greet: (deadline) => hello.greet(deadline),
    broken: (killed) => {
      hello.forget();
      boxes.broken(killed);
    },
  });
  const live = () => link.state.peek() === "live";

  const memory = createMemory({
    known: parts.known ?? (screen === "phone" ? openLastKnown() : Promise.resolve(nothingKnown())),
    start, screen, store, names, live: () => live() || fallback.carries.peek(), now: clock.now,
  });
  const shell = createShell(start);
  const owner = `${code}/${person ?? screen}`;
  const notes = createNotes({
    kept: parts.keptNotes ?? (screen === "phone" ? openKeptNotes() : Promise.resolve(notesInMemory())),
    owner, keeps: screen === "phone" && person !== null && start.turn !== true, now: clock.now,
  });

  const sync = createSync({
    store, http, live,
    recall: (stream) => void memory.recall(stream),
    ask: link.ask,
    renew: link.renew,
    names: names.add,
    forget: () => boxes.tidy(() => true),
  });

  const fallback = createFallback({ live, poll: sync.poll, answered: () => boxes.pump() });

  /** Without a socket no pulse tells whether the server's disk is full. @param {Record<string, any>} message */
  async function byRequest(message) {
    const answer = await http.act(message);
    if (answer) full.value = !answer.ok && answer.code === "disk_full";
    return answer;
  }

  /** @type {import("./outbox.js").Way} */
  const way = {
    open: (client) => (live() ? hello.knows(client) : fallback.carries.peek()) && !link.ended.peek(),
    // Requests may overtake each other, so without a socket they go one by one.
    window: () => (live() ? 8 : 1),
    act: (message) => (live() ? link.ask("do", message) : byRequest(message)),
    renew: () => {
      http.abort();
      link.renew();
    },
    stop: link.stop,
  };

  const boxes = createBoxes({
    owner,
    kept: parts.kept ?? openKept(),
    // A turn on a shared tablet leaves nothing behind.
    offers: createOffers({ owner, answered: parts.answered ?? (start.turn ? Promise.resolve(answeredInMemory()) : openAnswered()), now: clock.now }),
    line: () => sync.epoch.peek(),
    gone: life.gone(),
    way,
    adopted: (box) => { if (live()) void hello.greetBox(box).then(boxes.pump); },
  });

  const hello = createHello({
    start, screen, link, sync, clock,
    boxes: boxes.all,
    greeted: (box, answer) => {
      full.value = answer.disk_full === true;
      return boxes.prepare(box, answer.epoch, answer.acked ?? 0);
    },
  });

  const { all, desk, me, people, session, board, real, key } = createViews({ store, boxes, names, sync, person });

  /** Puts a wish in the outbox and draws it at once.
   * @param {string} name @param {Record<string, any>} [fields] @param {Record<string, number>} [base]
   * @returns {Promise<Outcome>} */
  async function wish(name, fields = {}, base) {
    if (new TextEncoder().encode(JSON.stringify(fields)).length > LONGEST) {
      return { ok: false, code: "limit", message: t("This is too long to be sent."), fields: {} };
    }
    /** @param {Id} id */
    const known = (id) => store.stream(`board:${id}`).peek().state;
    return boxes.wish({ name, fields, base, was: recall(name, fields, { mine: me.peek(), board: known }), at: clock.now() });
  }

  /** Sends a refused wish once more, with some fields changed. @param {string} n @param {Record<string, any>} [more] */
  function resend(n, more = {}) {
    const item = boxes.find(n);
    if (!item) return Promise.resolve(/** @type {Outcome} */ ({ ok: false, code: "gone" }));
    const { name, fields } = item.row;
    boxes.dismiss(n);
    return wish(name, { ...fields, ...more });
  }

  const waiting = computed(() => {
    void boxes.version.value;
    return boxes.items()
      .filter(({ row, numbers }) => numbers === null && !row.dismissed)
      .map(({ row: { key, name, fields, at, refusal, told } }) => /** @type {Waiting} */ (
        { n: key, name, fields, at, refusal, ...(told && { again: true }) }));
  });

  const line = createLine({ link, carries: fallback.carries, clock, boxes, waiting, notes, foreign: http.foreign, full, old: memory.old });

  /** Nothing of this person stays on this device. */
  async function forgetHere() {
    await Promise.all([memory.erase(), boxes.erase(), notes.erase(), dropShell(code)]);
  }

  /** Whether all that stands on this screen is what the server says. */
  const fresh = computed(() => ["all", ...(person === null ? [] : [`person:${person}`])]
    .every((stream) => store.stream(stream).value.number !== null) && line.value.state === "live");

  const hold = createHold({
    busy: boxes.busy,
    take: (messages) => batch(() => messages.forEach(sync.changes)),
  });
  link.on("changes", hold.hear);
  link.on("pulse", (message) => batch(() => {
    clock.heard(message.now);
    here.value = message.here ?? here.peek();
    joined.value = message.joined ?? joined.peek();
    outcomes.value = message.outcomes ?? outcomes.peek();
    full.value = message.disk_full === true;
    sync.pulse(message.heads ?? {});
  }));

  const ends = [
    effect(() => {
      void boxes.version.value;
      hold.answered();
    }),
    effect(() => { if (link.state.value === "live") boxes.pump(); }),
    effect(() => { if (fresh.value) memory.fresh(); }),
    effect(() => { if (fresh.value && memory.keeps) shell.keep(); }),
    effect(() => {
      if (RIGHT_ENDED.has(link.ended.value ?? "")) void forgetHere();
      else if (NOT_KNOWN.has(link.ended.value ?? "")) void Promise.all([memory.erase(), notes.erase({ sparing: true }), dropShell(code)]);
    }),
    effect(() => life.warnBeforeLeaving(!line.value.kept && line.value.waiting > 0)),
    life.onWaking(() => {
      void boxes.tabs.beat();
      void link.wake();
    }),
    life.onLeaving(boxes.first),
    life.onHiding(() => void memory.keep(true)),
    shell.stop, link.close, clock.stop, boxes.tabs.stop,
  ];

  const second = setInterval(() => {
    link.watch();
    void fallback.beat();
    void memory.keep();
    boxes.tidy((stream, number) => (store.number(stream) ?? Infinity) >= number);
  }, 1_000);

  clock.start();
  if (person !== null) sync.follow(`person:${person}`);
  if (person !== null) void notes.eraseOthers((other) => other.startsWith(`${code}/`));
  if (screen === "phone" && !start.turn) {
    void boxes.eraseOthers();
    if (!memory.keeps) void dropShell(code);
  }
  void boxes.tabs.start();
  void sync.snapshot();
  link.connect();

  return {
    start, all, desk, me, people, line, waiting, joined, outcomes, here, session, board, real, key, wish, resend,
    /** The role of this person now; it can be handed over. */
    role: computed(() => me.value?.me.role ?? start.role),
    /** Streams that the server will not show, and its code: {"session:9": "gone"}. */
    refused: sync.refused,
    /** "Anna 2", or "somebody". @param {number|null|undefined} id */
    name: (id) => shownName(id === null || id === undefined ? undefined : people.value[id]),
    /** Looks for people by letters of their name; whom it finds is in `people` then. @param {string} text */
    seek: async (text) => names.add(await http.people(text)),
    /** Stops following. @param {string} name "session:42" */
    leave: (name) => {
      void memory.keep(true);
      sync.leave(name);
    },
    forgetHere,
    /** @param {string} n */
    dismiss: (n) => boxes.dismiss(n),
    now: clock.now,
    tick: clock.tick,
    /** The shared notes that this device holds. */
    notes,
    /** The bare line, for shared notes: ask, say, on, whether it is live, and of which epoch. */
    wire: { ask: link.ask, say: link.say, on: link.on, live: computed(() => link.state.value === "live"), epoch: sync.epoch, onHiding: life.onHiding },
    /** Ends everything; a page that is left does not need it, a test does. */
    close: () => {
      clearInterval(second);
      for (const end of ends) end();
    },
  };
}
