// Served in the worker's place where nothing may be kept: takes away what the former one kept, and itself. Nothing of
// the former one is used here, so that this also ends one that has a fault.

const gone = /** @type {any} */ (self);

async function leave() {
  const [, , code] = new URL(gone.registration.scope).pathname.split("/");
  const ours = (await caches.keys()).filter((name) => name.startsWith(`openspace:${code}:`));
  await Promise.all(ours.map((name) => caches.delete(name)));
  await gone.registration.unregister();
}

gone.addEventListener("install", () => gone.skipWaiting());
gone.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(leave()));
