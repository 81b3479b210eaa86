/** Letters as people type them in a hurry: no capitals, no accents. */

/** @param {string} text */
export const folded = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();
