// What the page brings with it: who is looking, at which gathering, in which language.

/** @typedef {import("./shapes.js").Start} Start */

/** Reads <script type="application/json" id="start">. @returns {Start} */
export function readStart() {
  const element = document.getElementById("start");
  if (!element?.textContent) throw new Error("this page has no start data");
  return JSON.parse(element.textContent);
}
