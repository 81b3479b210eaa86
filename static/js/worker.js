// The worker of one gathering's phone screen, and of nothing else: opens it without network from what it keeps, the
// page without anybody in it and its bundles. The server puts before this what to keep: self.KEEPS.

// A page that is not here by then is opened from what is kept; the live line goes on by itself.
const DEADLINE = 3_000;
/** A proxy says so while our server is away. */
const AWAY = new Set([502, 503, 504]);

/** `cache`: its name, with the version of all that is in it.
 * @typedef {{phone: string, cache: string, shell: string, assets: string[]}} Keeps */
/** What a worker has and TypeScript's list for pages does not.
 * @typedef {{KEEPS: Keeps, skipWaiting: () => Promise<void>,
 *   addEventListener: (event: string, listener: (event: any) => void) => void}} Inside */

const worker = /** @type {Inside} */ (/** @type {unknown} */ (self));
const keeps = worker.KEEPS;
const ours = keeps.cache.slice(0, keeps.cache.lastIndexOf(":") + 1);

/** All of one version or nothing: what the server does not call immutable is of another one. */
async function fill() {
  const cache = await caches.open(keeps.cache);
  try {
    await Promise.all([keeps.shell, ...keeps.assets].map(async (address) => {
      const response = await fetch(address);
      const lasting = response.headers.get("Cache-Control")?.includes("immutable");
      if (!response.ok || response.redirected || !lasting) throw new Error(`not kept: ${address}`);
      await cache.put(address, response);
    }));
  } catch (error) {
    await caches.delete(keeps.cache);
    throw error;
  }
}

/** Versions before this one. */
async function sweep() {
  const old = (await caches.keys()).filter((name) => name.startsWith(ours) && name !== keeps.cache);
  await Promise.all(old.map((name) => caches.delete(name)));
}

/** Looks only: opening would make the cache anew after it was taken away. @param {string} address */
const kept = (address) => caches.match(address, { cacheName: keeps.cache });

/** The network's page whenever there is one. @param {Request} request */
async function page(request) {
  const fetched = fetch(request);
  const shell = await kept(keeps.shell);
  if (!shell) return fetched;
  const late = new Promise((resolve) => setTimeout(resolve, DEADLINE, null));
  const answer = await Promise.race([fetched.catch(() => null), late]);
  return answer && !AWAY.has(answer.status) ? answer : shell;
}

/** The bytes of an address with their hash in it never change. @param {Request} request */
const asset = async (request) => (await kept(new URL(request.url).pathname)) ?? fetch(request);

worker.addEventListener("install", (event) => event.waitUntil(fill().then(() => worker.skipWaiting())));
worker.addEventListener("activate", (event) => event.waitUntil(sweep()));
worker.addEventListener("fetch", (event) => {
  /** @type {Request} */
  const request = event.request;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && pathname === keeps.phone) event.respondWith(page(request));
  else if (keeps.assets.includes(pathname)) event.respondWith(asset(request));
});
