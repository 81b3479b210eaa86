// Opening what is kept on this device.

// Some browsers neither open nor refuse a database; nobody should wait for that.
const WITHIN = 3_000;

/** What `open` gives; or `instead`, in private mode, with a full disk, by a policy: whatever it is, the person can still
 * take part. @template T @param {() => Promise<T>} open @param {() => T} instead @returns {Promise<T>} */
export async function opened(open, instead) {
  /** @type {Promise<never>} */
  const late = new Promise((_resolve, reject) => setTimeout(reject, WITHIN, new Error("no database")));
  return Promise.race([open(), late]).catch(instead);
}
