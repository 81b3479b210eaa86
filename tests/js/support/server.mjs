// A small server that keeps the promises of docs/PROTOCOL.md, for tests of the screen's core as a whole.
import { draw } from "../../../static/js/core/draw.js";
import { reduce } from "../../../static/js/core/reducers.js";
import { emptyAll, mine, topic } from "./samples.mjs";

const PERSON = 7;
const OWN = `person:${PERSON}`;

export function createServer() {
  /** @type {Record<string, {number: number, state: any, log: any[]}>} */
  const streams = {
    all: { number: 10, state: emptyAll(), log: [] },
    [OWN]: { number: 2, state: mine(), log: [] },
    "session:5": { number: 4, state: { session: 5, present: [], report: {}, outcomes: [], board: null }, log: [] },
  };
  /** By outbox, then by number. @type {Map<string, Map<number, any>>} */
  const receipts = new Map();
  /** @type {Set<any>} */
  const lines = new Set();
  const server = {
    epoch: "first", up: true, closed: false, dropNext: 0, resumed: 0,
    /** Neither hears nor speaks; tells no changes; gives no answers; somebody else answers plain requests. */
    deaf: false, mute: false, silent: false, portal: false,
    /** Offers are taken for what was meant for its moment. */
    momentary: false,
    /** So many greetings are answered before the line dies on one. */
    greetings: Infinity,
    done: /** @type {string[]} */ ([]), asked: /** @type {any[]} */ ([]), streams, receipts, dial, fetch, publish, cut, restore, say,
  };
  let lastId = 100;
  /** @type {Map<number, number>} */
  const became = new Map();

  /** Numbers a change, keeps it and tells everybody. @param {string} name @param {any} change @param {boolean} [tell] */
  function publish(name, change, tell = true) {
    const stream = /** @type {any} */ (streams[name]);
    stream.number += 1;
    const numbered = { number: stream.number, ...change };
    stream.log.push(numbered);
    stream.state = reduce(stream.state, numbered);
    if (tell && !server.mute) say("changes", { stream: name, from: stream.number, to: stream.number, changes: [numbered] });
    return stream.number;
  }

  /** @param {string} event @param {any} message */
  function say(event, message) {
    for (const line of lines) if (!server.deaf) line.hear(event, JSON.parse(JSON.stringify(message)));
  }

  /** Everybody's line dies. */
  function cut() {
    for (const line of [...lines]) line.end("transport close");
  }

  /** An older backup comes back as another line of numbers. */
  function restore() {
    server.epoch = "second";
    streams.all = { number: 3, state: emptyAll(), log: [] };
    receipts.clear();
  }

  /** @param {string} name @param {number|null|undefined} have */
  function entry(name, have) {
    const stream = streams[name];
    if (!stream) return { code: "forbidden" };
    const missed = stream.log.filter(({ number }) => number > (have ?? -1));
    if (have !== null && have !== undefined && missed.length === stream.number - have) {
      server.resumed += 1;
      return { from: have + 1, to: stream.number, changes: missed };
    }
    if (name === "all") return { number: stream.number, snapshot: "/g/BCDFGHJ/snapshot" };
    return { number: stream.number, state: stream.state };
  }

  /** @param {any} hello */
  function greet({ epoch, have, client }) {
    if (Object.keys(have).length > 40) return { ok: false, code: "invalid", message: "This message is malformed.", final: true };
    const same = epoch === server.epoch;
    const names = [...new Set(["all", OWN, ...Object.keys(have)])];
    return {
      ok: true, epoch: server.epoch, now: Date.now() + 60_000, acked: Math.max(0, ...(receipts.get(client)?.keys() ?? [])),
      me: { person: PERSON, name: "Anna", role: "participant", party: null },
      streams: Object.fromEntries(names.map((name) => [name, entry(name, same ? have[name] : null)])),
      people: { 7: { name: "Anna", party: null, mark: "" } },
    };
  }

  /** @param {any} message */
  function act(message) {
    server.asked.push(message);
    const { n, client, name, next } = message;
    const own = receipts.get(client) ?? receipts.set(client, new Map()).get(client) ?? new Map();
    if (own.has(n)) return own.get(n);
    const want = Math.max(Math.max(0, ...own.keys()) + 1, next ?? 1);
    if (n !== want) return { ok: false, n, code: "gap", want, final: false };
    const passed = server.momentary && message.offer;
    const answer = { n, ...(passed ? decide("skip", {}) : decide(name, here(message))) };
    if (message.offer?.result.topic && answer.ok) became.set(message.offer.result.topic, answer.result.topic);
    own.set(n, answer);
    return answer;
  }

  /** The fields of an offer with the ids that things have on this line. @param {any} message */
  function here({ fields, offer }) {
    if (!offer) return fields;
    const now = (/** @type {any} */ value) => value?.now ?? became.get(value) ?? value;
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, now(value)]));
  }

  /** @param {string} name @param {any} fields */
  function decide(name, fields) {
    if (name === "skip") return { ok: false, code: "skipped", message: "", final: true };
    if (server.closed) return { ok: false, code: "closed", message: "Posting is closed.", fields: {}, final: true };
    server.done.push(fields.title ?? fields.answer);
    if (name === "marketplace.post_topic") {
      const made = topic({ id: (lastId += 1), title: fields.title, conveners: [PERSON] });
      return { ok: true, at: { all: publish("all", { kind: "marketplace.topic_posted", topic: made }) }, result: { topic: made.id } };
    }
    if (name !== "marketplace.mark_interest") return { ok: true, at: {}, result: {} };
    const interest = draw("all", streams.all?.state, [{ key: "x", name, fields, was: streams[OWN]?.state.interest[fields.topic] ?? "none", at: 0 }], PERSON)
      .topics.find((/** @type {any} */ one) => one.id === fields.topic).interest;
    const at = {
      [OWN]: publish(OWN, { kind: "marketplace.interest_marked", ...fields }),
      all: publish("all", { kind: "marketplace.interest_counted", topics: { [fields.topic]: interest } }),
    };
    return { ok: true, at, result: {} };
  }

  function dial() {
    /** @type {Map<string, ((message: any) => void)[]>} */
    const listeners = new Map();
    const line = {
      on: (/** @type {string} */ event, /** @type {any} */ listener) => {
        listeners.set(event, [...(listeners.get(event) ?? []), listener]);
      },
      hear: (/** @type {string} */ event, /** @type {any} */ message) =>
        setImmediate(() => { if (lines.has(line)) for (const one of listeners.get(event) ?? []) one(message); }),
      emit: (/** @type {string} */ event, /** @type {any} */ message, /** @type {(answer: any) => void} */ ack) =>
        setImmediate(() => {
          if (server.deaf || !lines.has(line)) return;
          if (event === "hello" && (server.greetings -= 1) < 0) {
            server.greetings = Infinity;
            line.end("transport close");
            return;
          }
          const answer = answerTo(event, JSON.parse(JSON.stringify(message)));
          if (event === "do" && server.dropNext > 0) {
            // Done and committed, but the line dies before the answer.
            server.dropNext -= 1;
            line.end("transport close");
          } else if (!server.silent) setImmediate(() => { if (lines.has(line)) ack(JSON.parse(JSON.stringify(answer))); });
        }),
      end: (/** @type {string} */ why) => {
        if (lines.delete(line)) for (const one of listeners.get("disconnect") ?? []) one(why);
      },
      disconnect: () => line.end("io client disconnect"),
    };
    setImmediate(() => {
      if (server.up) lines.add(line);
      for (const one of listeners.get(server.up ? "connect" : "connect_error") ?? []) one(new Error("down"));
    });
    return line;
  }

  /** @param {string} event @param {any} message */
  function answerTo(event, message) {
    if (event === "hello") return greet(message);
    if (event === "do") return act(message);
    if (event === "follow") {
      const found = entry(message.stream, message.have);
      return "code" in found ? { ok: false, ...found } : { ok: true, ...found, people: {} };
    }
    return { ok: true };
  }

  /** @param {string} address @param {any} options */
  async function fetch(address, options) {
    if (server.portal) return new Response("<html>", { headers: { "Content-Type": "text/html" } });
    if (server.deaf) throw new TypeError("network");
    return new Response(JSON.stringify(plain(new URL(address, "http://room.test"), options)), { headers: { "Content-Type": "application/json" } });
  }

  /** @param {URL} url @param {any} options */
  function plain(url, options) {
    if (url.pathname.endsWith("/do")) return act(JSON.parse(options.body));
    if (url.pathname.endsWith("/snapshot")) {
      const { number, state } = /** @type {any} */ (streams.all);
      return { epoch: server.epoch, streams: { all: { number, state } }, people: { 7: { name: "Anna", party: null, mark: "" } } };
    }
    return { epoch: server.epoch, ...entry(url.searchParams.get("stream") ?? "", Number(url.searchParams.get("since"))), people: {} };
  }

  return server;
}
