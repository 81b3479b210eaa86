// What the page brings with it: who is looking, at which gathering, in which language.
import { openLastKnown } from "./last-known.js";

/** @typedef {import("./shapes.js").Start} Start */

/** Reads <script type="application/json" id="start">. @returns {Start} */
export function readStart() {
  const element = document.getElementById("start");
  if (!element?.textContent) throw new Error("this page has no start data");
  return JSON.parse(element.textContent);
}

/** The same, where the page may have been opened without network: then this device knows who is looking, or nobody
 * does. @returns {Promise<Start|null>} */
export async function findStart() {
  const start = readStart();
  if (!start.shell) return start;
  const visit = await (await openLastKnown()).visit(start.code).catch(() => undefined);
  return visit ? { ...start, ...visit.who } : null;
}
