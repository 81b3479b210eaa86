/** A button that stays readable when it cannot be pressed, and says why. */
import { html } from "htm/preact";
import { useId } from "preact/hooks";

/**
 * @param {{ onPress: () => void, why?: string | null | false, kind?: string, pressed?: boolean, label?: string, children?: any }} props
 */
export function Press({ onPress, why = null, kind = "", pressed, label, children }) {
  const id = useId();
  const button = html`<button type="button" class="button ${kind}" aria-label=${label} aria-pressed=${pressed}
    aria-disabled=${why ? "true" : null} aria-describedby=${why ? id : null} onClick=${() => !why && onPress()}>${children}</button>`;
  return why ? html`<span class="press">${button}<span id=${id} class="why">${why}</span></span>` : button;
}
