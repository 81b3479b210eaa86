/** A list that draws a screenful and grows as its end comes near, so that two thousand cards cost no more than forty. */
import { html } from "htm/preact";
import { useEffect, useRef, useState } from "preact/hooks";

/** Two screens of cards on a large phone. */
const STEP = 40;

/**
 * @template T
 * @param {{items: T[], name: string, draw: (item: T) => any, id: (item: T) => string | number}} props
 */
export function Growing({ items, name, draw, id }) {
  const [shown, setShown] = useState(STEP);
  const end = useRef(/** @type {HTMLElement | null} */ (null));
  const more = shown < items.length;
  useEffect(() => {
    const element = end.current;
    if (!element || !more) return;
    const watch = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setShown((n) => n + STEP),
      { rootMargin: "1200px" },
    );
    watch.observe(element);
    return () => watch.disconnect();
  }, [more, shown]);
  return html`<ol class=${name}>
      ${items.slice(0, shown).map((item) => html`<li key=${id(item)}>${draw(item)}</li>`)}
    </ol>
    ${more && html`<div ref=${end} class="growing-end"></div>`}`;
}
