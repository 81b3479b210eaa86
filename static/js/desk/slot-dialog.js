/** One time: a round of sessions, a break or a fixed item, for the whole venue or for some places. */
import { html } from "htm/preact";
import { t, tn } from "../core/words.js";
import { Dialog } from "./dialog.js";
import { Field, FormFoot, onSubmit, useForm } from "./form.js";
import { kindName } from "./names.js";
import { Press } from "./press.js";
import { fromField, toField } from "./zone.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { All, Id, Slot } from "../core/shapes.js"
 */

const HOUR = 60 * 60_000;

/** The hour after the last slot. @param {All} all */
function following(all) {
  const starts = all.slots.at(-1)?.ends ?? all.gathering.starts ?? new Date().toISOString();
  return { title: "", kind: "session", starts, ends: new Date(Date.parse(starts) + HOUR).toISOString(), places: [] };
}

/** @param {{ room: Room, slot: Slot | null, onClose: () => void }} props */
export function SlotDialog({ room, slot, onClose }) {
  const all = /** @type {All} */ (room.all.value);
  const zone = all.gathering.timezone;
  const now = slot ?? following(all);
  const form = useForm(room, { ...now, starts: toField(now.starts, zone), ends: toField(now.ends, zone) });
  const here = all.sessions.filter((one) => one.slot === slot?.id && one.state !== "cancelled").length;
  const why = !(form.value("starts") < form.value("ends")) && t("The end comes after the start.");
  const send = async () => {
    const times = { starts: fromField(form.value("starts"), zone), ends: fromField(form.value("ends"), zone) };
    const made = slot ? { slot: slot.id } : { kind: form.value("kind") };
    if ((await form.send("agenda.save_slot", { ...made, ...times })).ok) onClose();
  };
  const remove = () => (onClose(), void room.wish("agenda.remove_slot", { slot: slot?.id }));
  return html`<${Dialog} title=${slot ? slot.title : t("Add a time")} onClose=${onClose}>
    <form onSubmit=${onSubmit(() => !why && send())}>
      <${Field} form=${form} name="kind" label=${t("What")} options=${["session", "break", "fixed"].map((kind) => ({ value: kind, label: kindName(kind) }))} />
      <${Field} form=${form} name="title" label=${t("Title")} hint=${t("Empty for sessions: they get a letter.")} maxlength="60" />
      <${Field} form=${form} name="starts" label=${t("Starts ({zone})", { zone })} type="datetime-local" />
      <${Field} form=${form} name="ends" label=${t("Ends ({zone})", { zone })} type="datetime-local" />
      <${Where} all=${all} chosen=${form.value("places")} onChange=${(/** @type {Id[]} */ places) => form.set("places", places)} />
      <${FormFoot} form=${form} yes=${slot ? t("Save") : t("Add")} onClose=${onClose} why=${why}>
        ${slot && html`<${Press} kind="danger" onPress=${remove} why=${here > 0 && tn("{n} session is here: move it first.", "{n} sessions are here: move them first.", here)}>${t("Remove")}</${Press}>`}
      </${FormFoot}>
    </form>
  </${Dialog}>`;
}

/** @param {{ all: All, chosen: Id[], onChange: (places: Id[]) => void }} props */
function Where({ all, chosen, onChange }) {
  const turn = (/** @type {Id} */ id, /** @type {boolean} */ on) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id));
  return html`<fieldset class="field"><legend>${t("Where")}</legend>
    <p class="hint">${chosen.length ? t("Only in the places ticked here.") : t("Nothing ticked: in the whole venue.")}</p>
    <div class="choices">${all.places.map((place) => html`<label key=${place.id} class="choice">
      <input type="checkbox" checked=${chosen.includes(place.id)} onChange=${(/** @type {any} */ event) => turn(place.id, event.currentTarget.checked)} />${place.name}</label>`)}</div>
  </fieldset>`;
}
