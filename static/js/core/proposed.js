// What was proposed for a gathering and nobody has changed: everybody reads it in their own language, on every screen.

/** @typedef {import("./shapes.js").All} All */

/** Each proposed text, as any language has it, and how the reader's says it; a number in it is {n}.
 * @type {Map<string, string>} */
let known = new Map();

/** @param {Record<string, string>} texts */
export function setProposed(texts) {
  known = new Map(Object.entries(texts));
}

const NUMBER = /\d+/;

/** @param {string} text */
const isProposed = (text) => known.has(text.replace(NUMBER, "{n}"));

/** The language a text is marked with: that of who wrote it, or none while it still is as proposed.
 * @param {string} text @param {string} language @returns {string | null} */
export const languageOf = (text, language) => (isProposed(text) ? null : language);

/** @param {string} text */
function asRead(text) {
  const [number = ""] = NUMBER.exec(text) ?? [];
  return known.get(text.replace(NUMBER, "{n}"))?.replace("{n}", number) ?? text;
}

/** Keeps the last answer: places and slots stay the same things while others move.
 * @template T @param {(thing: T) => T} work @returns {(thing: T) => T} */
function remembering(work) {
  /** @type {T | undefined} */
  let asked;
  /** @type {T | undefined} */
  let answer;
  return (thing) => {
    if (thing !== asked || answer === undefined) [asked, answer] = [thing, work(thing)];
    return answer;
  };
}

/** The state of `all` as this reader reads it. @returns {(all: All) => All} */
export function reader() {
  const gathering = remembering((/** @type {All["gathering"]} */ one) =>
    ({ ...one, principles: one.principles.map(asRead), law: asRead(one.law) }));
  const places = remembering((/** @type {All["places"]} */ list) => list.map((one) => ({ ...one, name: asRead(one.name) })));
  const slots = remembering((/** @type {All["slots"]} */ list) => list.map((one) => ({ ...one, title: asRead(one.title) })));
  return (all) => ({ ...all, gathering: gathering(all.gathering), places: places(all.places), slots: slots(all.slots) });
}
