// Plain requests: the snapshot, and the way for changes and wishes where no socket can be had.
import { signal } from "@preact/signals";

/** @typedef {import("./shapes.js").Answer} Answer */
/** @typedef {import("./shapes.js").Names} Names */
/** @typedef {{epoch: string, streams: Record<string, {number: number, state: any}>, people?: Names}} Snapshot */
/** @typedef {{epoch: string, from?: number, to?: number, changes?: any[], number?: number, snapshot?: string, people?: Names}} Missed */
/** @typedef {ReturnType<typeof createHttp>} Http */

// A request without any sign of life; more than the worst answer deadline.
const DEADLINE = 30_000;

/** @param {{code: string, csrf: string, fetch: typeof globalThis.fetch}} parts */
export function createHttp({ code, csrf, fetch }) {
  const base = `/g/${encodeURIComponent(code)}`;
  /** How many answers in a row came from somebody else: the log-in page of a Wi-Fi. */
  const foreign = signal(0);
  /** @type {Set<AbortController>} */
  const under = new Set();

  /** The answer as JSON, or null: no answer. A portal's page, a redirect or broken text is none.
   * @param {string} address @param {RequestInit} [options] @returns {Promise<{status: number, body: any}|null>} */
  async function request(address, options) {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), DEADLINE);
    under.add(control);
    try {
      const response = await fetch(address, { redirect: "manual", signal: control.signal, ...options });
      if (!(response.headers.get("Content-Type") ?? "").startsWith("application/json")) {
        // Our own server and its proxies say 5xx in their own words; anything else is not from there.
        if (response.status < 500 || response.status === 511) foreign.value += 1;
        return null;
      }
      const body = await response.json();
      foreign.value = 0;
      return { status: response.status, body };
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
      under.delete(control);
    }
  }

  /** @param {string} [address] @returns {Promise<Snapshot|null>} */
  async function snapshot(address = `${base}/snapshot`) {
    const answer = await request(address, { cache: "no-cache" });
    return answer?.body?.streams ? answer.body : null;
  }

  /** @param {string} epoch @param {string} stream @param {number|null} since null asks for all of it
   * @returns {Promise<Missed|null>} */
  async function changes(epoch, stream, since) {
    const query = new URLSearchParams({ epoch, stream, since: String(since ?? "") });
    const answer = await request(`${base}/changes?${query}`, { cache: "no-store" });
    return answer?.body?.epoch ? answer.body : null;
  }

  /** People of the gathering whose name has these letters. @param {string} text @returns {Promise<Names>} */
  async function people(text) {
    const answer = await request(`${base}/people?${new URLSearchParams({ q: text })}`, { cache: "no-store" });
    return answer?.body?.people ?? {};
  }

  /** @param {Record<string, any>} message @returns {Promise<Answer|null>} */
  async function act(message) {
    const answer = await request(`${base}/do`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf },
      body: JSON.stringify(message),
    });
    if (typeof answer?.body?.ok !== "boolean") return null;
    // What can never be read needs no second try.
    return [400, 413].includes(answer.status) ? { final: true, ...answer.body } : answer.body;
  }

  /** Gives up what is under way. */
  function abort() {
    for (const control of under) control.abort();
  }

  return { snapshot, changes, people, act, abort, foreign };
}
