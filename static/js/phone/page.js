/** The frame of one page of the phone: a way up, one heading that takes the focus, the content. */
import { html } from "htm/preact";
import { useEffect } from "preact/hooks";

/**
 * @param {{title: string, up?: {href: string, label: string}, quiet?: boolean, lang?: string, aside?: any, children?: any}} props
 *   `quiet` keeps the heading for those who listen only, where the page shows its own; `aside` stands beside it.
 */
export function Page({ title, up, quiet = false, lang, aside, children }) {
  useEffect(() => {
    document.title = title;
  }, [title]);
  return html`<div class="page">
    ${up && html`<a class="up" href=${up.href}>${up.label}</a>`}
    <div class=${quiet ? "visually-hidden" : "page-head"}>
      <h1 tabindex="-1" lang=${lang} class="page-title">${title}</h1>
      ${aside}
    </div>
    ${children}
  </div>`;
}
