// The page itself, kept on this device so that it opens without network: only where the browser can (not on plain http
// over a LAN) and the server wants it.

/** @typedef {ReturnType<typeof createShell>} Shell */

// After the line is live, and drawn by lot: a full room must not ask for it in the same second.
const SOONEST = 1_000;
const SPREAD = 5_000;
// A line that comes and goes does not look for a new version each time.
const AGAIN = 10 * 60_000;

/** @param {string} code */
const scopeOf = (code) => `/g/${code}/phone`;

/** Whether this address is one that can be kept. */
export const canKeep = () => "serviceWorker" in (globalThis.navigator ?? {});

/** @param {{code: string, language: string}} page */
export function createShell({ code, language }) {
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  let looked = -AGAIN;

  /** Keeps this page, or the newer one that the server has by now; to be called when the line is live. */
  function keep() {
    if (!canKeep() || performance.now() - looked < AGAIN) return;
    looked = performance.now();
    timer = setTimeout(() => void register(), SOONEST + Math.random() * SPREAD);
  }

  async function register() {
    try {
      const address = `/g/${code}/worker.js?language=${language}`;
      await navigator.serviceWorker.register(address, { scope: scopeOf(code), updateViaCache: "none" });
    } catch {
      // A browser may forbid it, or the server has gone meanwhile: then this page needs the network to open.
    }
  }

  return { keep, stop: () => clearTimeout(timer) };
}

/** Takes away what is kept of the page of a gathering. @param {string} code */
export async function dropShell(code) {
  try {
    if (canKeep()) await (await navigator.serviceWorker.getRegistration(scopeOf(code)))?.unregister();
    if (!("caches" in globalThis)) return;
    const names = (await caches.keys()).filter((name) => name.startsWith(`openspace:${code}:`));
    await Promise.all(names.map((name) => caches.delete(name)));
  } catch {
    // Where the browser lets us keep nothing, there is nothing to take away.
  }
}
