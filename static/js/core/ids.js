// Ids on the phone's side: of outboxes, of what is not made yet, and inside the names of streams.

/** @typedef {import("./shapes.js").Id} Id */

const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

/** A new name for an outbox. crypto.randomUUID does not exist on plain http over a LAN; this does. */
export function newClient() {
  const bytes = crypto.getRandomValues(new Uint8Array(20));
  return `c${Array.from(bytes, (byte) => LETTERS[byte % LETTERS.length]).join("")}`;
}

/** Names a wish on this device, whichever outbox it is in. @param {string} client @param {number} n */
export const keyOf = (client, n) => `${client.slice(0, 8)}-${n}`;

/** The id of what a wish makes, until the server has given it one. @param {{key: string}} wish */
export const newId = ({ key }) => `new-${key}`;

// Exact, because people may well call a topic "new-things".
const NEW = /^new-c[a-z2-9]{7}-\d+$/;

/** Whether an id is of something the server has not made yet. @param {unknown} id @returns {id is string} */
export const isNew = (id) => typeof id === "string" && NEW.test(id);

/** The id inside the name of a stream: 42 of "session:42", null of "all". @param {string} stream @returns {Id|null} */
export function idOf(stream) {
  const id = stream.split(":")[1];
  return id === undefined ? null : Number(id);
}
