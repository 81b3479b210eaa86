/** A first grid, worked out from the number of people; everything in it can be changed after. */
import { html } from "htm/preact";
import { t } from "../core/words.js";
import { Field, FormFoot, onSubmit, useForm } from "./form.js";

/** @param {{ room: import("../core/room.js").Room }} props */
export function Propose({ room }) {
  const form = useForm(room, { people: room.all.value?.gathering.people_expected ?? "", slots: 4, minutes: 60, pause: 20 });
  const why = !Number(form.value("people")) && t("Say how many people you expect.");
  const send = () => !why && form.send("agenda.propose_grid", { people: form.value("people") });
  return html`<section class="card"><h2>${t("Propose a grid")}</h2>
    <p>${t("So many places and times as that many people usually need, and a few to spare.")}</p>
    <form class="propose" onSubmit=${onSubmit(send)}>
      <${Field} form=${form} name="people" label=${t("People")} type="number" />
      <${Field} form=${form} name="slots" label=${t("Rounds")} type="number" />
      <${Field} form=${form} name="minutes" label=${t("Minutes each")} type="number" />
      <${Field} form=${form} name="pause" label=${t("Minutes between")} type="number" />
      <${FormFoot} form=${form} yes=${t("Make this grid")} why=${why} />
    </form></section>`;
}
