// The words a person reads, in the person's language: English is the key, a missing word stays English.

/** @type {Map<string, string|string[]>} */
let catalogue = new Map();
let language = "en";

// The order in which gettext lists plural forms; each language uses some of these.
const CATEGORIES = ["zero", "one", "two", "few", "many", "other"];

/** @type {Map<string, Intl.PluralRules>} */
const rules = new Map();

/**
 * Takes the catalogue of one language: {english: translated | [forms...]}.
 * @param {Record<string, string|string[]>} words
 * @param {string} code
 */
export function setWords(words, code) {
  catalogue = new Map(Object.entries(words));
  language = code;
}

/** The language that is spoken now, as "nl". */
export const spoken = () => language;

/** @param {string} text @param {Record<string, unknown>} values */
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** @param {string} code */
function pluralRules(code) {
  let found = rules.get(code);
  if (!found) {
    found = new Intl.PluralRules(code);
    rules.set(code, found);
  }
  return found;
}

/** @param {string[]} forms @param {number} n @param {string} code */
function form(forms, n, code) {
  const rule = pluralRules(code);
  const used = CATEGORIES.filter((category) =>
    rule.resolvedOptions().pluralCategories.includes(/** @type {Intl.LDMLPluralRule} */ (category)));
  // French has three categories but two gettext forms: what goes beyond the list takes its last one.
  return forms[Math.min(used.indexOf(rule.select(n)), forms.length - 1)] ?? "";
}

/**
 * The words for `text`: t("Place {topic}", {topic: "Trees"}).
 * @param {string} text
 * @param {Record<string, unknown>} [values]
 * @returns {string}
 */
export function t(text, values = {}) {
  const found = catalogue.get(text);
  return fill((Array.isArray(found) ? found[0] : found) || text, values);
}

/**
 * The words for a number of things: tn("{n} person", "{n} people", 3). `{n}` is written by the language's habit.
 * @param {string} one
 * @param {string} many
 * @param {number} n
 * @param {Record<string, unknown>} [values]
 * @returns {string}
 */
export function tn(one, many, n, values = {}) {
  const found = catalogue.get(one);
  const text = Array.isArray(found) ? form(found, n, language) : "";
  return fill(text || form([one, many], n, "en"), { n: n.toLocaleString(language), ...values });
}
