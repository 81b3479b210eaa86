/** On the join page of a browser whose right at this gathering ended: nothing of its former person stays on the device. */
import { openAnswered } from "./core/answered.js";
import { openKeptNotes } from "./core/kept-notes.js";
import { openKept } from "./core/kept.js";
import { openLastKnown } from "./core/last-known.js";
import { dropShell } from "./core/shell.js";

/** @param {string} code */
async function erase(code) {
  const [kept, answered, notes, known] = await Promise.all([openKept(), openAnswered(), openKeptNotes(), openLastKnown()]);
  const ours = (/** @type {string[]} */ owners) => owners.filter((owner) => owner.startsWith(`${code}/`));
  const dropNotes = async (/** @type {string} */ owner) => {
    for (const { session } of await notes.all(owner)) await notes.drop(owner, session);
  };
  await Promise.all([
    ...ours(await kept.owners()).map(kept.erase),
    ...ours(await answered.owners()).map(answered.erase),
    ...ours(await notes.owners()).map(dropNotes),
    known.erase(code),
    dropShell(code),
  ]);
}

const code = document.querySelector("[data-code]")?.getAttribute("data-code");
if (code) void erase(code);
