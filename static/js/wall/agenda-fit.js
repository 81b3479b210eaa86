/** How much of the agenda one turn of the wall can hold: full size first, then smaller letters, then more turns. */

/**
 * All lengths are in wall units of 1/30 of the screen's height, which is also the smallest letter allowed.
 * @typedef {{ width: number, height: number }} Area
 * @typedef {{ columns: number, rows: number, type: number, lines: number, placeWidth: number, placeLines: number }} Fit
 */

export const NARROW = 1.6;
const GAP = 0.25;
const PADDING = 0.65;
const LEADING = 1.16;
/** Of the names of the places, as in wall.css: three lines at most. */
const PLACE_LEADING = 1.08;
const PLACE_LINES = 3;
/** Mean width of a letter of Atkinson Hyperlegible Next, measured over the sample titles. */
const LETTER = 0.5;
/** So much of a line stays empty, because words go to the next one whole. */
const LOST = 3;
/** A title is known by its first letters; phones and the twin page have the rest. */
const WANTED_LETTERS = 34;
/** Seeing the whole agenda at once is worth shorter titles. */
const LETTERS_ALL_AT_ONCE = 28;
const LEAST_LETTERS = 26;
const CALM_TURNS = 4;
const NARROWEST = 7.2;
const TALLEST_ROW = 6.5;

/**
 * The fewest turns, and of those the one with the largest letters. A very large agenda would take minutes to come
 * round, so it shows less of each title.
 * @param {number} columns wide columns @param {number} narrow @param {number} rows @param {Area} area
 * @returns {Fit}
 */
export function fitAgenda(columns, narrow, rows, area) {
  const calm = bestFit(columns, narrow, rows, area, WANTED_LETTERS);
  return calm.turns > CALM_TURNS ? bestFit(columns, narrow, rows, area, LEAST_LETTERS) : calm;
}

/**
 * @param {number} columns @param {number} narrow @param {number} rows @param {Area} area
 * @param {number} wanted letters of a title
 */
function bestFit(columns, narrow, rows, area, wanted) {
  const placeWidth = Math.min(10, Math.max(6, area.width * 0.13));
  /** @type {Fit & { turns: number }} */
  let best = { columns: 1, rows: 1, type: 1, lines: 2, placeWidth, placeLines: 1, turns: Infinity };
  for (let across = 1; across <= Math.max(1, columns); across++) {
    const perTurn = Math.ceil(columns / across) || 1;
    const narrowPerTurn = Math.ceil(narrow / across);
    const width = (area.width - placeWidth - narrowPerTurn * (NARROW + GAP)) / perTurn - GAP - PADDING;
    if (width < NARROWEST && perTurn > 1) continue;
    for (let down = 1; down <= Math.max(1, rows); down++) {
      const perPage = Math.ceil(rows / down) || 1;
      const height = Math.min(TALLEST_ROW, area.height / perPage - GAP) - PADDING;
      const turns = across * down;
      const found = largest(width, height, turns === 1 ? Math.min(wanted, LETTERS_ALL_AT_ONCE) : wanted);
      if (!found || turns > best.turns || (turns === best.turns && found.type <= best.type)) continue;
      const placeLines = Math.max(1, Math.min(PLACE_LINES, Math.floor((height + PADDING) / PLACE_LEADING)));
      best = { columns: perTurn, rows: perPage, placeWidth, placeLines, turns, ...found };
    }
  }
  return best;
}

/**
 * @param {number} width @param {number} height @param {number} wanted letters
 * @returns {{ type: number, lines: number } | null} null where even the smallest letters show too little
 */
function largest(width, height, wanted) {
  for (let type = 1.4; type > 0.99; type -= 0.1) {
    const lines = Math.floor(height / (LEADING * type) + 0.01);
    if (lines * (Math.floor(width / (LETTER * type)) - LOST) >= wanted) return { type, lines };
  }
  return null;
}

/**
 * @template T
 * @param {T[]} list @param {number} size
 * @returns {T[][]} as even as they can be: 20 by at most 7 are 7, 7, 6
 */
export function chunks(list, size) {
  const count = Math.ceil(list.length / Math.max(1, size));
  return Array.from({ length: count }, (_, index) =>
    list.slice(Math.round((index * list.length) / count), Math.round(((index + 1) * list.length) / count)),
  );
}

/**
 * Narrow columns stay beside the wide one before them.
 * @template T
 * @param {T[]} columns @param {(column: T) => boolean} narrow @param {number} wide at most so many in one turn
 * @returns {T[][]}
 */
export function columnTurns(columns, narrow, wide) {
  const sizes = chunks(columns.filter((column) => !narrow(column)), wide).map((turn) => turn.length);
  /** @type {T[][]} */
  const turns = [[]];
  let left = sizes[0] ?? 0;
  for (const column of columns) {
    if (!narrow(column) && left === 0) {
      left = sizes[turns.length] ?? 1;
      turns.push([]);
    }
    if (!narrow(column)) left--;
    turns.at(-1)?.push(column);
  }
  return turns.filter((turn) => turn.length);
}
