// What facts about people do to the states of `desk` and of a person; names never stand in either.

/** @typedef {import("../core/shapes.js").Desk} Desk */
/** @typedef {import("../core/shapes.js").Mine} Mine */
/** @typedef {import("../core/shapes.js").Person} Person */
/** @typedef {import("../core/shapes.js").Change} Change */

/** @param {Desk} desk @param {Change} change @returns {Desk} */
function changed(desk, { person }) {
  const known = desk.people.some((one) => one.person === person.person);
  if (!known) return { ...desk, people: [...desk.people, person] };
  return { ...desk, people: desk.people.map((one) => (one.person === person.person ? person : one)) };
}

/** @param {Desk} desk @param {Change} change @returns {Desk} */
function left(desk, { person }) {
  return { ...desk, people: desk.people.filter((one) => one.person !== person) };
}

/** @type {Record<string, (state: any, change: Change) => any>} */
export const reducers = {
  "people.joined": changed,
  "people.changed": changed,
  "people.left": left,
  "people.links_changed": (/** @type {Desk} */ desk, { links }) => ({ ...desk, links }),
  "people.me_changed": (/** @type {Mine} */ mine, { me }) => ({ ...mine, me }),
};
