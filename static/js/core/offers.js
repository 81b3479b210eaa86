// After a restore the server knows less than it had answered: what this phone was answered in the last day goes again,
// under the same numbers, so that nothing is done twice. docs/PROTOCOL.md, "After a restore".

/** @typedef {import("./answered.js").Answered} Answered */
/** @typedef {import("./answered.js").AnsweredRow} AnsweredRow */
/** @typedef {import("./kept.js").Row} Row */
/** @typedef {ReturnType<typeof createOffers>} Offers */

const DAY = 24 * 3_600_000;
// A report is saved every few seconds while somebody types; more than this is a day nobody has.
const MOST = 1_000;

/** @param {{owner: string, answered: Promise<Answered>, now: () => number}} parts */
export function createOffers({ owner, answered, now }) {
  let erased = false;

  /** Keeps what was answered; only ids of its result, since an address of a link is a secret.
   * @param {Row} row @param {Record<string, any>} result @param {string} told the line that answered */
  async function keep(row, result, told) {
    if (erased) return;
    // Ids are of the line on which it was wished: what it became on another one says nothing of those.
    const made = row.made ?? (row.line === told ? ids(result) : {});
    await (await answered).save({ ...row, made, told });
  }

  /** The rows of the last day, oldest number first within an outbox; what is older is thrown away. */
  async function rows() {
    const shelf = await answered;
    const all = (await shelf.rows(owner)).sort((a, b) => b.at - a.at);
    const old = all.filter(({ at }, place) => at < now() - DAY || place >= MOST);
    if (old.length > 0) await shelf.remove(old);
    return all.slice(0, all.length - old.length).sort((a, b) => a.n - b.n);
  }

  /** Outboxes with something that another line answered, the oldest first. @param {string} line */
  async function clients(line) {
    const other = (await rows()).filter(({ told }) => told !== line).sort((a, b) => a.at - b.at);
    return [...new Set(other.map(({ client }) => client))];
  }

  /** What an outbox has to do again on this line. What the backup had is settled.
   * @param {string} client @param {string} line @param {number} acked the last number the server has an answer to */
  async function of(client, line, acked) {
    const other = (await rows()).filter((row) => row.client === client && row.told !== line);
    const shelf = await answered;
    await Promise.all(other.filter(({ n }) => n <= acked).map((row) => shelf.save({ ...row, told: line })));
    return withoutOwnBase(other.filter(({ n }) => n > acked));
  }

  async function erase() {
    erased = true;
    await (await answered).erase(owner);
  }

  /** Of others who were at this gathering on this device. @param {(owner: string) => boolean} which */
  async function eraseOthers(which) {
    const shelf = await answered;
    await Promise.all((await shelf.owners()).filter(which).map(shelf.erase));
  }

  return { keep, clients, of, erase, eraseOthers };
}

/** @param {Record<string, any>} result @returns {Record<string, any>} */
const ids = (result) => Object.fromEntries(Object.entries(result).filter(([, value]) =>
  typeof value === "number" || (Array.isArray(value) && value.every((one) => typeof one === "number"))));

/** `base` finds out what others changed since the backup; what this phone itself changes again is no such thing.
 * @param {AnsweredRow[]} rows */
export function withoutOwnBase(rows) {
  /** @type {Set<string>} */
  const own = new Set();
  return rows.map((row) => {
    const seen = Object.entries(row.base ?? {});
    const base = Object.fromEntries(seen.filter(([thing]) => !own.has(thing)));
    for (const [thing] of seen) own.add(thing);
    return { ...row, base };
  });
}
