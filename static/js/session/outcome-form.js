/** Quick capture of an outcome: its kind, one line, and for an action who does it by when. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../core/words.js";
import { OneOf } from "../phone/buttons.js";
import { PeoplePicker } from "../phone/people-picker.js";
import { kinds, states } from "./outcome-words.js";

const TEXT_MOST = 280;

/** @typedef {import("../core/shapes.js").Outcome} Outcome */

/** @param {Record<string, string>} words */
const options = (words) => Object.entries(words).map(([value, label]) => ({ value, label }));

const placeholder = (/** @type {Outcome["kind"]} */ kind) =>
  ({ decision: t("We decided to …"), action: t("Somebody does …"), question: t("Who knows …?") })[kind];

/** @param {any} event */
const valueOf = (event) => event.currentTarget.value;

/**
 * @param {{room: import("../core/room.js").Room, session: import("../core/shapes.js").Session, outcome?: Outcome,
 *   onDone: () => void}} props
 */
export function OutcomeForm({ room, session, outcome, onDone }) {
  const [kind, setKind] = useState(outcome?.kind ?? "decision");
  const [text, setText] = useState(outcome?.text ?? "");
  const [owner, setOwner] = useState(outcome?.owner ?? null);
  const [due, setDue] = useState(outcome?.due ?? "");
  const [state, setState] = useState(outcome?.state ?? "open");
  const [problem, setProblem] = useState("");
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!text.trim()) return setProblem(t("Write one line first."));
    const action = kind === "action" ? { owner, due: due || null, state } : {};
    const base = outcome && { [`outcome:${outcome.id}`]: outcome.version };
    room.wish("notes.save_outcome", { ...(outcome && { outcome: outcome.id }), session: session.id, kind, text: text.trim(), ...action }, base);
    setText("");
    setOwner(null);
    setDue("");
    setProblem("");
    onDone();
  };
  return html`<form class="form capture" novalidate onSubmit=${submit}>
    <${OneOf} legend=${t("Kind of outcome")} hideLegend name="kind" options=${options(kinds())} value=${kind} onChange=${setKind} />
    <div class="field">
      <label for="outcome-text" class="visually-hidden">${kinds()[kind]}</label>
      <textarea id="outcome-text" rows="2" maxlength=${TEXT_MOST} value=${text} placeholder=${placeholder(kind)}
        aria-describedby="outcome-error" aria-invalid=${problem ? "true" : null}
        onInput=${(/** @type {any} */ event) => setText(valueOf(event))}></textarea>
      <p class=${problem ? "error" : ""} id="outcome-error" role="status">${problem}</p>
    </div>
    ${kind === "action" &&
    html`<${PeoplePicker} room=${room} label=${t("Who does it")} most=${1} chosen=${owner === null ? [] : [owner]}
        onChange=${(/** @type {number[]} */ people) => setOwner(people[0] ?? null)} />
      <div class="field">
        <label for="outcome-due">${t("By when")}</label>
        <input id="outcome-due" type="date" value=${due} onInput=${(/** @type {any} */ event) => setDue(valueOf(event))} />
      </div>
      ${outcome && html`<${OneOf} legend=${t("How it stands")} name="state" options=${options(states())} value=${state} onChange=${setState} />`}`}
    <p class="buttons">
      <button type="submit" class="button primary">${outcome ? t("Save") : t("Add it")}</button>
      ${outcome && html`<button type="button" class="button quiet" onClick=${onDone}>${t("Leave it")}</button>`}
    </p>
  </form>`;
}
