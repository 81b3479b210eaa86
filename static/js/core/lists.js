// Lists of things with an id, changed by copying the list only: 2,000 topics are never cloned for one total.

/** @typedef {import("./shapes.js").Id} Id */

/** The list with this thing in it: in the place of its older self, else at the end.
 * @template {{id: Id}} T @param {T[]} list @param {T} thing @returns {T[]} */
export function put(list, thing) {
  if (!list.some((one) => one.id === thing.id)) return [...list, thing];
  return list.map((one) => (one.id === thing.id ? thing : one));
}

/** The list without the thing of this id. @template {{id: Id}} T @param {T[]} list @param {Id} id @returns {T[]} */
export function without(list, id) {
  return list.filter((one) => one.id !== id);
}

/** The list with some fields of one thing changed; as it was when there is no such thing.
 * @template {{id: Id}} T @param {T[]} list @param {Id} id @param {Partial<T>} fields @returns {T[]} */
export function mend(list, id, fields) {
  return list.map((one) => (one.id === id ? { ...one, ...fields } : one));
}

/** The thing of this id. @template {{id: Id}} T @param {T[]} list @param {Id} id @returns {T|undefined} */
export function find(list, id) {
  return list.find((one) => one.id === id);
}
