// The names of people: they stand nowhere but here, so that forgetting somebody is one act.
import { signal } from "@preact/signals";
import { t } from "./words.js";

/** @typedef {import("./shapes.js").Name} Name */
/** @typedef {import("./shapes.js").Names} Names */

export function createNames() {
  const people = signal(/** @type {Names} */ ({}));

  /** @param {Name|undefined} a @param {Name|undefined} b */
  const same = (a, b) => a?.name === b?.name && a?.party === b?.party && a?.mark === b?.mark;

  /** @param {Names|undefined} more */
  function add(more) {
    const known = people.peek();
    const differs = Object.entries(more ?? {}).some(([id, name]) => !same(known[id], name));
    if (differs) people.value = { ...known, ...more };
  }

  return { people, add };
}

/** A name as it is shown: "Anna 2" where two have the same one. @param {Name|undefined} known */
export function shownName(known) {
  if (!known?.name) return t("somebody");
  return known.mark ? `${known.name} ${known.mark}` : known.name;
}
