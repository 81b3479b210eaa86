/** Forms that live: what nobody touched follows the server, and only what was touched is sent. */
import { html } from "htm/preact";
import { useId, useState } from "preact/hooks";
import { t } from "../core/words.js";
import { ask } from "./ask.js";

/**
 * @import { Room } from "../core/room.js"
 * @typedef {{
 *   value: (name: string) => any, set: (name: string, value: any) => void, changed: Record<string, any>,
 *   error: (name: string) => string, message: string, busy: boolean,
 *   send: (name: string, extra?: Record<string, any>, base?: Record<string, number>) => Promise<any>,
 *   reset: () => void,
 * }} Form
 */

/**
 * @param {Room} room
 * @param {Record<string, any>} now what the server has; two desks may work on one thing without undoing each other
 * @returns {Form}
 */
export function useForm(room, now) {
  const [changed, setChanged] = useState(/** @type {Record<string, any>} */ ({}));
  const [errors, setErrors] = useState(/** @type {Record<string, any>} */ ({}));
  const [message, setMessage] = useState("");
  const [busy, setBusy] = useState(false);
  const reset = () => (setChanged({}), setErrors({}), setMessage(""));
  return {
    value: (name) => (name in changed ? changed[name] : now[name]),
    set: (name, value) => setChanged((before) => ({ ...before, [name]: value })),
    changed,
    error: (name) => [errors[name] ?? []].flat().join(" "),
    message,
    busy,
    reset,
    send: async (name, extra = {}, base) => {
      setBusy(true);
      const answer = await ask(room, name, { ...changed, ...extra }, base);
      setBusy(false);
      if (answer.ok) reset();
      else {
        setErrors(answer.fields ?? {});
        setMessage(answer.message ?? t("That did not work. What you typed is still here."));
      }
      return answer;
    },
  };
}

/**
 * @param {{ form: Form, name: string, label: string, hint?: string, type?: string, max?: number, rows?: number,
 *   options?: { value: string, label: string }[], required?: boolean, placeholder?: string, list?: string, step?: string }} props
 */
export function Field({ form, name, label, hint, type = "text", max, rows, options, ...rest }) {
  const id = useId();
  const error = form.error(name);
  const value = form.value(name) ?? "";
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || null;
  const common = {
    id, name, value, ...rest, "aria-describedby": described, "aria-invalid": error ? "true" : null,
    onInput: (/** @type {any} */ event) => form.set(name, event.currentTarget.value),
  };
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${hint && html`<p id="${id}-hint" class="hint">${hint}</p>`}
    ${options
      ? html`<select ...${common}>${options.map((one) => html`<option key=${one.value} value=${one.value} selected=${one.value === String(value)}>${one.label}</option>`)}</select>`
      : rows
        ? html`<textarea ...${common} rows=${rows}></textarea>`
        : html`<input ...${common} type=${type} />`}
    ${max !== undefined && html`<p class="hint nums" aria-live="off">${t("{n} of {max} characters", { n: [...String(value)].length, max })}</p>`}
    ${error && html`<p id="${id}-error" class="error">${error}</p>`}
  </div>`;
}

/** @param {{ form: Form, name: string, label: string }} props */
export function Tick({ form, name, label }) {
  return html`<label class="choice">
    <input type="checkbox" checked=${Boolean(form.value(name))} onChange=${(/** @type {any} */ event) => form.set(name, event.currentTarget.checked)} />
    ${label}
  </label>`;
}

/**
 * What stands under a form: the refusal, the button, and the way out.
 * @param {{ form: Form, yes: string, onClose?: () => void, why?: string | null | false, children?: any }} props
 */
export function FormFoot({ form, yes, onClose, why, children }) {
  const id = useId();
  return html`<div class="form-foot">
    ${form.message && html`<p class="notice bad" role="alert">${form.message}</p>`}
    <div class="buttons">
      <button type="submit" class="button primary" aria-disabled=${why || form.busy ? "true" : null} aria-describedby=${why ? id : null}>${yes}</button>
      ${onClose && html`<button type="button" class="button" onClick=${onClose}>${t("Cancel")}</button>`}
      ${children}
    </div>
    ${why && html`<p id=${id} class="why">${why}</p>`}
  </div>`;
}

/** @param {() => void} then */
export const onSubmit = (then) => (/** @type {Event} */ event) => (event.preventDefault(), then());
