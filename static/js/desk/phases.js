/** The day as seven steps; taking one says first which switches it sets. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t } from "../core/words.js";
import { Confirm } from "./dialog.js";
import { PHASES, SWITCHES, USUAL, phaseName, switchWords } from "./names.js";

/** @import { Room } from "../core/room.js" */

/** @param {{ room: Room }} props */
export function Phases({ room }) {
  const [wanted, setWanted] = useState("");
  const gathering = room.all.value?.gathering;
  if (!gathering) return null;
  const at = PHASES.indexOf(gathering.phase);
  return html`<nav class="phases" aria-label=${t("Phase of the day")}>
    <ol>
      ${PHASES.map((phase, index) => html`<li key=${phase} data-past=${index < at ? "" : null}>
        <button type="button" class="phase" aria-current=${index === at ? "step" : null}
          onClick=${() => index !== at && setWanted(phase)}><span class="phase-dot" aria-hidden="true">${index + 1}</span>${phaseName(phase)}</button>
      </li>`)}
    </ol>
    ${wanted && html`<${Confirm} title=${t("Move to {phase}?", { phase: phaseName(wanted) })} yes=${t("Move to {phase}", { phase: phaseName(wanted) })}
      onClose=${() => setWanted("")} onYes=${() => void room.wish("gatherings.move_phase", { phase: wanted })}>
      <p>${t("Every screen shows the page of this phase first. The switches will stand like this; you can turn them any time:")}</p>
      <ul class="switch-plan">
        ${SWITCHES.map((name, index) => html`<${Plan} key=${name} name=${name} on=${USUAL[wanted]?.[index] ?? false} now=${gathering[name]} />`)}
      </ul>
    </${Confirm}>`}
  </nav>`;
}

/** @param {{ name: string, on: boolean, now: boolean }} props */
function Plan({ name, on, now }) {
  const words = switchWords(name);
  return html`<li><strong>${words.name}:</strong> ${on ? words.on : words.off}
    ${on !== now && html` <span class="chip warn">${on ? t("turns on") : t("turns off")}</span>`}</li>`;
}
