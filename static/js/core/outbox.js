// One outbox: wishes are kept here first, sent in order, and leave only by their own answer.
import { keyOf, newId } from "./ids.js";
import { countBreak, madeBy, mustGoAlone, newItem, unmade, withMade } from "./item.js";
import { t } from "./words.js";

/** @typedef {import("./item.js").Item} Item */
/** @typedef {import("./item.js").Outcome} Outcome */
/** @typedef {import("./kept.js").Row} Row */
/** @typedef {import("./shapes.js").Answer} Answer */
/** @typedef {import("./shapes.js").Refusal} Refusal */

/** The line to the server, as an outbox needs it; `act` answers null when the line broke first.
 * @typedef {{open: (client: string) => boolean, window: () => number,
 *   act: (message: Record<string, any>) => Promise<Answer|null>,
 *   renew: () => void, stop: (code: string) => void}} Way */
/** Where rows are written; a failure is its own business. `answered` takes one that was done, with its result.
 * @typedef {{save: (row: Row) => Promise<void>, remove: (row: Row) => Promise<void>,
 *   answered: (row: Row, result: Record<string, any>) => Promise<void>}} Keep */
/** @typedef {{name: string, fields: Record<string, any>, base?: Record<string, number>, was: any, at: number}} Asked */
/** @typedef {ReturnType<typeof createOutbox>} Outbox */

// An answer is awaited this long, and longer while answers are late: a fixed deadline makes an overload permanent.
const PATIENCE = 4_000;
const MOST_PATIENCE = 30_000;
// Tries with our own fault as the answer, before a wish is set aside.
const ERRORS = 3;
// Until the server says how long to wait.
const REST = 1_000;

/** These end the connection, not the wish. */
const STOPS = new Set(["csrf", "no_person", "removed", "origin", "unknown_gathering", "version"]);

/** @param {{owner: string, client: string, rows?: Row[], keep: Keep, way: Way, changed: () => void,
 *   made: Map<string, number>, line: () => string|null}} parts `line`: the server's line of the database */
export function createOutbox({ owner, client, rows = [], keep, way, changed, made, line }) {
  let items = rows.map((row) => newItem(row, true, () => {}));
  let number = Math.max(0, ...rows.map((row) => row.n)) + 1;
  let patience = PATIENCE;
  let restUntil = 0;

  const queue = () => items.filter((item) => !item.over && item.numbers === null);
  const flying = () => queue().filter((item) => item.flying);
  const next = () => queue()[0]?.row.n ?? number;

  /** Takes a wish in; the promise is kept when it is answered or given up. @param {Asked} asked @returns {Promise<Outcome>} */
  function wish({ name, fields, base, was, at }) {
    const n = number++;
    /** @type {Row} */
    const row = {
      owner, client, n, key: keyOf(client, n), name, fields, base, at, was, skip: false, dismissed: false, refusal: null,
      line: line(),
    };
    return new Promise((settle) => {
      const item = newItem(row, false, settle);
      items = [...items, item];
      changed();
      void keep.save(row).then(() => {
        item.saved = true;
        pump();
      });
    });
  }

  /** Sends what may be sent, strictly in order: the first that may not go stops all behind it. */
  function pump() {
    if (!way.open(client) || Date.now() < restUntil) return;
    for (const item of queue()) {
      if (!item.flying) {
        if (!maySend(item, flying())) return;
        void send(item);
      }
    }
  }

  /** @param {Item} item @param {Item[]} under those under way */
  function maySend(item, under) {
    if (!item.saved || under.length >= way.window()) return false;
    if (under.some(mustGoAlone) || (under.length > 0 && mustGoAlone(item))) return false;
    if (under.some((one) => one.row.n <= item.after)) return false;
    return item.row.skip || resolved(item);
  }

  /** Puts the server's ids where a wish speaks of something that was a wish itself. @param {Item} item */
  function resolved(item) {
    const missing = unmade(item.row.fields).filter((id) => !made.has(id));
    const coming = new Set(queue().map(({ row }) => newId(row)));
    if (missing.some((id) => coming.has(id))) return false;
    if (missing.length > 0) {
      setAside(item, "gone", t("What this belongs to was not made."));
      return true;
    }
    item.row.line ??= line();
    if (!foreign(item)) item.row.fields = withMade(item.row.fields, made);
    return true;
  }

  /** Whether its ids are of a line that the server has left. @param {Item} item */
  const foreign = ({ row }) => (row.line ?? line()) !== line();

  /** What is said of a wish of another line: its own ids as they were, ours marked as this line's. @param {Item} item */
  function asOffer({ row }) {
    const fields = withMade(row.fields, made, (now) => ({ now }));
    return { name: row.name, fields, base: row.base, offer: { epoch: row.line, result: row.made ?? {} } };
  }

  /** @param {Item} item */
  async function send(item) {
    const { n, skip } = item.row;
    item.flying = true;
    item.sent = Date.now();
    item.timer = setTimeout(() => late(item), patience);
    const { name, fields, base } = item.row;
    const asked = skip ? { name: "skip" } : foreign(item) ? asOffer(item) : { name, fields, base };
    const answer = await way.act({ n, client, next: next(), ...asked });
    if (!item.flying) return;
    land(item);
    if (answer === null) rest(Math.random() * REST);
    else heard(item, answer, skip);
    changed();
    pump();
  }

  /** @param {Item} item */
  function land(item) {
    clearTimeout(item.timer);
    item.flying = false;
  }

  /** @param {Item} item */
  function late(item) {
    if (!item.flying) return;
    patience = Math.min(MOST_PATIENCE, patience * 2);
    way.renew();
  }

  /** @param {number} ms */
  function rest(ms) {
    restUntil = Math.max(restUntil, Date.now() + ms);
    setTimeout(pump, ms);
  }

  /** @param {Item} item @param {Answer} answer @param {boolean} skipped */
  function heard(item, answer, skipped) {
    if (Date.now() - item.sent < PATIENCE) patience = PATIENCE;
    if (answer.ok) done(item, answer.at ?? {}, answer.result ?? {});
    else if (answer.final) refused(item, answer, skipped);
    else if (answer.code === "gap") gap(item, answer.want ?? item.row.n);
    else if (answer.code === "hello_first") way.renew();
    else if (STOPS.has(answer.code)) way.stop(answer.code);
    else if (answer.code === "error") failed(item, answer);
    else rest(answer.retry_ms || REST);
  }

  /** @param {Item} item @param {Record<string, number>} numbers @param {Record<string, any>} result */
  function done(item, numbers, result) {
    const pair = madeBy(item, result);
    if (pair) made.set(...pair);
    item.numbers = numbers;
    void keep.answered(item.row, result);
    item.settle({ ok: true, result });
  }

  /** @param {Item} item @param {Refusal} refusal @param {boolean} skipped */
  function refused(item, { code, message = "", fields = {} }, skipped) {
    item.over = true;
    // An offer that was meant for its moment: nothing to tell anybody.
    if (item.row.dismissed || (item.row.told && code === "skipped")) return leave(item);
    // The answer to a skip says nothing new, unless the wish had arrived after all.
    if (!skipped || code !== "skipped") item.row.refusal = { code, message, fields };
    item.row.skip = false;
    void keep.save(item.row);
    item.settle({ ok: false, code, message, fields });
  }

  /** Gives a wish up with its text kept: a skip goes in its place, so that no hole blocks what follows.
   * @param {Item} item @param {string} code @param {string} message */
  function setAside(item, code, message) {
    item.row.refusal = { code, message, fields: {} };
    item.row.skip = true;
    // A skip harms nobody, so it need not go alone.
    item.broke = 0;
    void keep.save(item.row);
    item.settle({ ok: false, code, message, fields: {} });
    changed();
  }

  /** Our own fault: a few tries, then it is set aside. @param {Item} item @param {Refusal} refusal */
  function failed(item, { message, retry_ms }) {
    item.errors += 1;
    if (item.errors >= ERRORS) setAside(item, "error", message ?? t("The server could not do this."));
    else rest(retry_ms || REST * 2 ** item.errors);
  }

  /** The server waits for another number first. @param {Item} item @param {number} want */
  function gap(item, want) {
    if (want > item.row.n) {
      // It has gone past this one and knows no answer to it any more.
      item.over = true;
      refused(item, { ok: false, code: "unknown", message: t("It is not known whether this arrived.") }, false);
    } else {
      // What is under way before it may be just what is missing; then this one waits for that answer.
      item.after = Math.max(0, ...flying().map(({ row }) => row.n).filter((n) => n < item.row.n));
      if (want < next()) skipHole(want);
      // Nothing is missing by its own account, so asking again at once would go on for ever.
      if (want === item.row.n) rest(REST);
    }
  }

  /** Something that this page has never had, or has no more. @param {number} n */
  function skipHole(n) {
    /** @type {Row} */
    const row = {
      owner, client, n, key: keyOf(client, n), name: "skip", fields: {}, base: undefined, at: 0, was: null,
      skip: true, dismissed: true, refusal: null,
    };
    items = [...items, newItem(row, true, () => {})].sort((a, b) => a.row.n - b.row.n);
  }

  /** Takes in what was answered on another line, to be done again; before the first word on this one.
   * @param {Row[]} again */
  function offer(again) {
    const here = new Set(items.map(({ row }) => row.n));
    const fresh = again.filter(({ n }) => !here.has(n)).map((row) => newItem(row, true, () => {}));
    // What it made is no more; what is made now gets its place under the same name.
    for (const { row } of fresh) made.delete(newId(row));
    items = [...items, ...fresh].sort((a, b) => a.row.n - b.row.n);
    number = Math.max(number, ...again.map(({ n }) => n + 1));
    changed();
  }

  /** Since when what it offers waits; Infinity when it offers nothing. */
  const offering = () => Math.min(...queue().map(({ row }) => (row.told ? row.at : Infinity)));

  /** @param {Item} item */
  function forget(item) {
    void keep.remove(item.row);
  }

  /** @param {Item} item */
  function leave(item) {
    items = items.filter((one) => one !== item);
    forget(item);
    changed();
  }

  /** The line broke; `killed` when the other end did it, which a poisonous wish may have caused. @param {boolean} killed */
  function broken(killed) {
    const under = flying();
    under.forEach(land);
    if (!killed) return;
    for (const item of countBreak(under)) {
      setAside(item, "set_aside", t("The connection broke three times on this, so it was set aside."));
    }
  }

  /** Takes a wish off the list: a refused one for good, a waiting one by giving it up. @param {string} key */
  function dismiss(key) {
    const item = items.find((one) => one.row.key === key);
    if (!item || item.numbers) return;
    if (item.over) return leave(item);
    item.row.dismissed = true;
    item.row.skip = true;
    void keep.save(item.row);
    item.settle({ ok: false, code: "dismissed" });
    changed();
    pump();
  }

  /** Lets go of answered wishes whose changes are all here. @param {(stream: string, number: number) => boolean} here */
  function settleDraws(here) {
    const left = items.filter(({ numbers }) => !numbers || !Object.entries(numbers).every((pair) => here(...pair)));
    if (left.length < items.length) {
      items = left;
      changed();
    }
  }

  /** The server knows this name as somebody else's: another name, the same wishes. @param {string} other */
  async function rename(other) {
    const old = items.filter((item) => item.numbers === null).map((item) => ({ ...item.row }));
    client = other;
    for (const item of items) item.row.client = other;
    await Promise.all(items.filter((item) => item.numbers === null).map((item) => keep.save(item.row)));
    await Promise.all(old.map((row) => keep.remove(row)));
  }

  /** Another tab has taken these over: they are not ours to send any more. @param {string} fresh our next name */
  function surrender(fresh) {
    for (const item of items) {
      land(item);
      if (item.numbers === null && !item.over) item.settle({ ok: false, code: "elsewhere" });
    }
    items = [];
    client = fresh;
    number = 1;
    changed();
  }

  return {
    wish, pump, broken, dismiss, settleDraws, rename, surrender, next, offer, offering,
    client: () => client,
    items: () => items,
    /** Whether an answer is on its way. */
    busy: () => flying().length > 0,
    empty: () => items.length === 0,
  };
}
