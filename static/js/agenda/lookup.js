/** The state of `all` by id and by cell, worked out once per state: screens ask these many times a second. */

/** @typedef {import("../core/shapes.js").All} All */
/** @typedef {import("../core/shapes.js").Id} Id */
/** @typedef {import("../core/shapes.js").Session} Session */
/** @typedef {import("../core/shapes.js").Topic} Topic */

/** @type {WeakMap<All, ReturnType<typeof made>>} */
const known = new WeakMap();

/** @param {Id | null} place @param {Id | null} slot */
const key = (place, slot) => `${place} ${slot}`;

/** Stands somewhere on the wall, before, during or after it happens. @param {Session} session */
export const standing = (session) =>
  session.place !== null && session.slot !== null && session.state !== "cancelled" && session.state !== "posted";

/** @template T @param {Map<any, T[]>} map @param {any} at @param {T} thing */
function push(map, at, thing) {
  const there = map.get(at);
  if (there) there.push(thing);
  else map.set(at, [thing]);
}

/** @param {All} all */
function made(all) {
  /** @type {Map<string, Session[]>} */
  const cells = new Map();
  /** @type {Map<Id, Session[]>} */
  const ofTopic = new Map();
  for (const session of all.sessions) {
    if (!standing(session)) continue;
    push(cells, key(session.place, session.slot), session);
    push(ofTopic, session.topic, session);
  }
  const topics = new Map(all.topics.map((one) => [one.id, one]));
  const places = new Map(all.places.map((one) => [one.id, one]));
  const slots = new Map(all.slots.map((one) => [one.id, one]));
  const sessions = new Map(all.sessions.map((one) => [one.id, one]));
  return {
    topics, places, slots, sessions,
    unplaced: all.topics.filter((one) => one.state === "open" && !ofTopic.has(one.id)),
    sessionsOf: (/** @type {Id} */ topic) => ofTopic.get(topic) ?? [],
    cell: (/** @type {Id} */ place, /** @type {Id} */ slot) => cells.get(key(place, slot)) ?? [],
  };
}

/** @param {All} all */
export function lookup(all) {
  let found = known.get(all);
  if (!found) {
    found = made(all);
    known.set(all, found);
  }
  return found;
}
