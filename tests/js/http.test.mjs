// Plain requests: only JSON from our own server is an answer; the log-in page of a Wi-Fi is none.
import assert from "node:assert/strict";
import { test } from "node:test";
import { createHttp } from "../../static/js/core/http.js";

/** @param {(address: string, options: RequestInit) => Promise<Response>|Response} answer */
function setUp(answer) {
  /** @type {{address: string, options: RequestInit}[]} */
  const asked = [];
  const fetch = async (/** @type {any} */ address, /** @type {any} */ options) => {
    asked.push({ address, options });
    return answer(address, options);
  };
  return { http: createHttp({ code: "BCDFGHJ", csrf: "token", fetch: /** @type {typeof globalThis.fetch} */ (fetch) }), asked };
}

/** @param {any} body @param {number} [status] */
const json = (body, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json; charset=utf-8" } });
const page = (status = 200) => new Response("<html>Log in</html>", { status, headers: { "Content-Type": "text/html" } });

test("a wish is sent with its token, and its answer is given back", async () => {
  const { http, asked } = setUp(() => json({ ok: true, n: 3, at: {} }));
  assert.deepEqual(await http.act({ n: 3, name: "x" }), { ok: true, n: 3, at: {} });
  assert.equal(asked[0]?.address, "/g/BCDFGHJ/do");
  const headers = /** @type {Record<string, string>} */ (asked[0]?.options.headers);
  assert.equal(headers["X-CSRF-Token"], "token");
  assert.equal(asked[0]?.options.redirect, "manual", "a portal's redirect is never followed");
});

test("what can never be read is final, what may pass is not", async () => {
  const { http } = setUp((_address, { body }) => json({ ok: false, code: "x" }, Number(JSON.parse(String(body)).status)));
  assert.deepEqual(await http.act({ status: 413 }), { ok: false, code: "x", final: true });
  assert.deepEqual(await http.act({ status: 503 }), { ok: false, code: "x" });
});

test("a portal's page, its 511, its redirect and foreign JSON are no answers, and are counted", async () => {
  const answers = [page(), page(511), new Response(null, { status: 302 }), page()];
  const { http } = setUp(() => /** @type {Response} */ (answers.shift() ?? json({ hello: "world" })));
  assert.equal(await http.act({}), null);
  assert.equal(http.foreign.value, 1);
  assert.equal(await http.snapshot(), null);
  assert.equal(await http.changes("e", "all", 1), null);
  assert.equal(http.foreign.value, 3);
  await http.act({});
  assert.equal(http.foreign.value, 4);
  assert.equal(await http.act({}), null, "JSON that does not say ok is not from our server either");
});

test("an error page of our own side and a dead network are no portal", async () => {
  const { http } = setUp((address) => {
    if (address.endsWith("/snapshot")) throw new TypeError("network");
    return page(502);
  });
  assert.equal(await http.act({}), null);
  assert.equal(await http.snapshot(), null);
  assert.equal(http.foreign.value, 0);
});

test("the next real answer says that the portal is passed", async () => {
  const answers = [page(), page()];
  const { http } = setUp(() => answers.shift() ?? json({ epoch: "e", streams: {} }));
  await http.snapshot();
  await http.snapshot();
  assert.equal(http.foreign.value, 2);
  assert.deepEqual(await http.snapshot(), { epoch: "e", streams: {} });
  assert.equal(http.foreign.value, 0);
});

test("changes are asked for with all that names them", async () => {
  const { http, asked } = setUp(() => json({ epoch: "e 1", from: 3, to: 2, changes: [] }));
  await http.changes("e 1", "person:7", 2);
  assert.equal(asked[0]?.address, "/g/BCDFGHJ/changes?epoch=e+1&stream=person%3A7&since=2");
});

test("what is under way can be given up", async () => {
  const { http } = setUp((_address, { signal }) => new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => reject(new DOMException("aborted", "AbortError")));
  }));
  const answer = http.act({});
  http.abort();
  assert.equal(await answer, null);
});
