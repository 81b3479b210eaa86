// How a person's own wishes about themselves already look.

/** @typedef {import("../core/draw.js").Draws} Draws */
/** @typedef {import("../core/shapes.js").Mine} Mine */
/** @typedef {import("../core/shapes.js").Me} Me */

/** @param {keyof Me} field @returns {Draws[string]} */
const own = (field) => ({
  person: (/** @type {Mine} */ mine, { key, fields }) =>
    ({ ...mine, me: { ...mine.me, [field]: fields[field] ?? null, pending: key } }),
});

/** @type {Draws} */
export const draws = {
  "people.rename": own("name"),
  "people.choose_party": own("party"),
  "people.choose_language": own("language"),
  "people.set_consent": own("consent"),
};
