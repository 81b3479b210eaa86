/** The parties: name, letter and one of eight colours; the letter is always there too. */
import { html } from "htm/preact";
import { useState } from "preact/hooks";
import { t, tn } from "../core/words.js";
import { Party as Sign } from "../wall/party.js";
import { Confirm } from "./dialog.js";
import { Field, FormFoot, onSubmit, useForm } from "./form.js";

/**
 * @import { Room } from "../core/room.js"
 * @import { Party } from "../core/shapes.js"
 */

const COLOURS = [1, 2, 3, 4, 5, 6, 7, 8];

/** @param {{ room: Room }} props */
export function Parties({ room }) {
  const [removed, remove] = useState(/** @type {Party | null} */ (null));
  const all = room.all.value;
  if (!all) return null;
  const counts = room.joined.value?.parties ?? {};
  return html`<div class="panel">
    <p class="muted">${t("Organisations or sides. People choose one when they join, or none.")}</p>
    <ul class="rows">
      ${all.parties.map((party) => html`<li key=${party.id} class="row row-form"><${PartyForm} room=${room} party=${party} onRemove=${() => remove(party)} />
        <span class="muted nums">${tn("{n} person", "{n} people", counts[String(party.id)] ?? 0)}</span></li>`)}
      <li class="row row-form" key="new"><${PartyForm} room=${room} party=${null} /></li>
    </ul>
    ${removed && html`<${Confirm} title=${t("Remove {name}?", removed)} yes=${t("Remove")} danger=${true} onClose=${() => remove(null)}
      onYes=${() => void room.wish("gatherings.remove_party", { party: removed.id })}><p>${t("Its people stay, without a party.")}</p></${Confirm}>`}
  </div>`;
}

/** @param {{ room: Room, party: Party | null, onRemove?: () => void }} props */
function PartyForm({ room, party, onRemove }) {
  const form = useForm(room, party ?? { name: "", letter: "", colour: null });
  const touched = Object.keys(form.changed).length > 0;
  const send = () => form.value("name").trim() && form.send("gatherings.save_party", { name: form.value("name"), ...(party && { party: party.id }) });
  const colour = form.value("colour");
  return html`<form class="party-form" onSubmit=${onSubmit(send)}>
    ${party ? html`<${Sign} party=${{ ...party, colour, letter: form.value("letter") }} />` : html`<span class="party">+</span>`}
    <${Field} form=${form} name="name" label=${t("Name")} maxlength="60" />
    <${Field} form=${form} name="letter" label=${t("Letter")} maxlength="2" />
    <fieldset class="colours"><legend>${t("Colour")}</legend>
      ${COLOURS.map((one) => html`<label key=${one} data-colour=${one}><input type="radio" name="colour" checked=${colour === one} onChange=${() => form.set("colour", one)} />
        <span class="visually-hidden">${t("Colour {n}", { n: one })}</span></label>`)}
    </fieldset>
    <${FormFoot} form=${form} yes=${party ? t("Save") : t("Add")} why=${party && !touched && t("Nothing has changed.")}>
      ${party && html`<button type="button" class="button quiet" aria-label=${t("Remove {name}", party)} onClick=${onRemove}>${t("Remove")}</button>`}
    </${FormFoot}>
  </form>`;
}
