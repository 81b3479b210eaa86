// How the desk's own steering already looks before it is answered.

/** @typedef {import("../core/draw.js").Draws} Draws */
/** @typedef {import("../core/shapes.js").All} All */

/** @param {All} all @param {Record<string, any>} fields @returns {All} */
const steer = (all, fields) => ({ ...all, gathering: { ...all.gathering, ...fields } });

/** @type {Draws} */
export const draws = {
  "gatherings.move_phase": { all: (all, { fields }) => steer(all, { phase: fields.phase }) },
  "gatherings.turn_switch": { all: (all, { fields }) => steer(all, { [fields.switch]: fields.on }) },
  "gatherings.turn_wall": { all: (/** @type {All} */ all, { fields }) => ({ ...all, wall: { page: fields.page } }) },
};
