/** What a reading page can do more with script than without: print itself, copy a link, scroll a wide table by keys. */

/** @param {string} text */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // On plain http in a local network the browser has no clipboard to offer but this old way.
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("not copied");
}

/** @type {NodeListOf<HTMLElement>} */
const boxes = document.querySelectorAll(".book :is(table, pre)");

function reachWideBoxes() {
  for (const box of boxes) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

reachWideBoxes();
addEventListener("resize", reachWideBoxes);

for (const button of document.querySelectorAll("[data-print]")) {
  button.removeAttribute("hidden");
  button.addEventListener("click", () => print());
}

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-copy]"))) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await copy(button.dataset.copy ?? "");
    button.textContent = button.dataset.done ?? "";
    button.focus();
  });
}
