// Who looks after which outbox: one page each by a lease, and what a dead page left is taken over.
// (Web Locks would do this, but they do not exist on plain http over a LAN.)

/** @typedef {import("./kept.js").Kept} Kept */
/** @typedef {import("./kept.js").Row} Row */
/** @typedef {ReturnType<typeof createTabs>} Tabs */

const LIFE = 10_000;
const BEAT = 3_000;

/** @param {{kept: Promise<Kept>, owner: string, holder: string, gone: string|null,
 *   adopt: (client: string, rows: Row[]) => void, lost: (client: string) => void, failed: () => void,
 *   idle: (client: string) => boolean}} parts `gone` is a page of this tab that is known to have ended */
export function createTabs({ kept, owner, holder, gone, adopt, lost, failed, idle }) {
  /** Until when each of our leases lasts. @type {Map<string, number>} */
  const held = new Map();
  /** @type {ReturnType<typeof setInterval>|undefined} */
  let timer;

  /** Takes or prolongs a lease. Where nothing can be kept, no other tab can know of it either.
   * @param {string} client @returns {Promise<boolean>} */
  async function claim(client) {
    const now = Date.now();
    try {
      const mine = await (await kept).claim({ owner, client, holder, until: now + LIFE }, now, gone);
      if (mine) held.set(client, now + LIFE);
      return mine;
    } catch {
      failed();
      held.set(client, Infinity);
      return true;
    }
  }

  /** Before something is kept: makes sure that its outbox has a lease. @param {string} client */
  async function hold(client) {
    if (!held.has(client)) await claim(client);
  }

  /** Whether the lease is good at this moment; a phone that slept may have outlived its own.
   * @param {string} client */
  const mine = (client) => (held.get(client) ?? Infinity) > Date.now();

  /** Prolongs what is ours, lets go of what is empty, takes over what is dead. */
  async function beat() {
    for (const client of [...held.keys()]) {
      if (idle(client)) await letGo(client);
      else if (!(await claim(client))) forfeit(client);
    }
    await look();
  }

  /** @param {string} client */
  async function letGo(client) {
    held.delete(client);
    await (await kept).release(owner, client).catch(failed);
  }

  /** @param {string} client */
  function forfeit(client) {
    held.delete(client);
    lost(client);
  }

  async function look() {
    const store = await kept;
    const clients = await store.clients(owner).catch(() => []);
    for (const client of clients.filter((one) => !held.has(one))) {
      if (await claim(client)) adopt(client, await store.rows(owner, client).catch(() => []));
    }
  }

  function start() {
    timer = setInterval(() => void beat(), BEAT);
    return beat();
  }

  function stop() {
    clearInterval(timer);
  }

  return { claim, hold, mine, beat, start, stop };
}
