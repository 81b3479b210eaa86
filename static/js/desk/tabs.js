/** Tabs by the pattern every keyboard knows: arrows move, the address keeps the choice. */
import { html } from "htm/preact";
import { useEffect, useState } from "preact/hooks";

/** @typedef {{ id: string, name: string, count?: number }} Tab */

/** @param {string[]} ids @returns {[string, (id: string) => void]} */
export function useTab(ids) {
  const read = () => ids.find((id) => location.hash === `#${id}`) ?? ids[0] ?? "";
  const [tab, setTab] = useState(read);
  useEffect(() => {
    const turned = () => setTab(read());
    addEventListener("hashchange", turned);
    return () => removeEventListener("hashchange", turned);
  }, []);
  // Replaced, so that "back" leaves the desk instead of walking through its tabs.
  return [tab, (id) => (history.replaceState(null, "", `#${id}`), setTab(id))];
}

/** @param {{ label: string, tabs: Tab[], chosen: string, onChoose: (id: string) => void }} props */
export function Tabs({ label, tabs, chosen, onChoose }) {

  const go = (/** @type {number} */ index) => {
    const tab = tabs[(index + tabs.length) % tabs.length];
    if (!tab) return;
    onChoose(tab.id);
    document.getElementById(`tab-${tab.id}`)?.focus();
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const at = tabs.findIndex((tab) => tab.id === chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} onKeyDown=${onKey}>
    ${tabs.map((tab) => html`<button key=${tab.id} id="tab-${tab.id}" type="button" role="tab" aria-selected=${tab.id === chosen} aria-controls="desk-panel"
      tabindex=${tab.id === chosen ? 0 : -1} onClick=${() => onChoose(tab.id)}>${tab.name}${tab.count ? html` <span class="tab-count">${tab.count}</span>` : null}</button>`)}
  </div>`;
}
